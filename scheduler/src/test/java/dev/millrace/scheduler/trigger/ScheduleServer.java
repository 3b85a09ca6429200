package dev.millrace.scheduler.trigger;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.scheduler.dispatch.DispatchConfiguration;
import dev.millrace.scheduler.store.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One server's schedules on a database: an application context with its own connection pool. */
final class ScheduleServer implements AutoCloseable {
  private final HikariDataSource dataSource;
  private final AnnotationConfigApplicationContext context;

  private ScheduleServer(TestDatabase database, Map<String, Object> properties) {
    this.dataSource = database.pool(12);
    this.context = new AnnotationConfigApplicationContext();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", properties));
    context.registerBean(DataSource.class, () -> dataSource);
    context.registerBean(
        PlatformTransactionManager.class, () -> new JdbcTransactionManager(dataSource));
    context.register(DispatchConfiguration.class, TriggerConfiguration.class);
    context.refresh();
  }

  /** A server whose poll is called by hand and that nothing wakes. */
  static ScheduleServer byHand(TestDatabase database) {
    return with(database, Map.of("millrace.scheduler.enabled", "false"));
  }

  /** A server that Quartz wakes and that never polls by itself. */
  static ScheduleServer byQuartz(TestDatabase database) {
    return with(database, Map.of("millrace.scheduler.poll-pause", "1h"));
  }

  /** A server that polls by itself and has no Quartz. */
  static ScheduleServer byPoll(TestDatabase database) {
    return with(
        database,
        Map.of("millrace.scheduler.quartz", "false", "millrace.scheduler.poll-pause", "100ms"));
  }

  private static ScheduleServer with(TestDatabase database, Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("millrace.dispatch.relay", "false");
    properties.put("millrace.dispatch.sweep", "false");
    return new ScheduleServer(database, properties);
  }

  <P> P part(Class<P> type) {
    return context.getBean(type);
  }

  int poll() {
    return part(Ticker.class).poll();
  }

  TransactionTemplate transaction() {
    return new TransactionTemplate(part(PlatformTransactionManager.class));
  }

  @Override
  public void close() {
    context.close();
    dataSource.close();
  }
}
