package dev.millrace.scheduler.dispatch;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.RunReads;
import dev.millrace.scheduler.store.TestDatabase;
import dev.millrace.scheduler.why.WhyConfiguration;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** One server's dispatching on a database: an application context with its own connection pool. */
public final class TestServer implements AutoCloseable {
  private final HikariDataSource dataSource;
  private final AnnotationConfigApplicationContext context;

  private TestServer(TestDatabase database, DispatchSettings settings) {
    this.dataSource = database.pool(20);
    this.context = new AnnotationConfigApplicationContext();
    context.registerBean(DataSource.class, () -> dataSource);
    context.registerBean(
        PlatformTransactionManager.class, () -> new JdbcTransactionManager(dataSource));
    context.registerBean("settings", DispatchSettings.class, () -> settings);
    context.register(DispatchConfiguration.class, WhyConfiguration.class);
    context.refresh();
  }

  /** A server that sweeps when it is told to, and finds out by polling what other servers do. */
  public static TestServer on(TestDatabase database) {
    return on(database, new DispatchSettings(false, false, Duration.ofMillis(200)));
  }

  /** A server with these settings. */
  static TestServer on(TestDatabase database, DispatchSettings settings) {
    return new TestServer(database, settings);
  }

  /** Any of its beans. */
  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  Runs runs() {
    return get(Runs.class);
  }

  Reruns reruns() {
    return get(Reruns.class);
  }

  Queue queue() {
    return get(Queue.class);
  }

  Sessions sessions() {
    return get(Sessions.class);
  }

  RunReads reads() {
    return get(RunReads.class);
  }

  AttemptReads attempts() {
    return get(AttemptReads.class);
  }

  int sweep() {
    return get(SweeperLoop.class).sweep();
  }

  @Override
  public void close() {
    context.close();
    dataSource.close();
  }
}
