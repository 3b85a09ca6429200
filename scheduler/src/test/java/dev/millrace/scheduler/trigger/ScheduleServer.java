package dev.millrace.scheduler.trigger;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.scheduler.dispatch.DispatchConfiguration;
import dev.millrace.scheduler.store.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionTemplate;

/** One server's schedules on a database: an application context with its own connection pool. */
final class ScheduleServer implements AutoCloseable {
  private static final Map<String, Object> STANDARD =
      Map.of("millrace.scheduler.poll-pause", "300ms");

  private final HikariDataSource dataSource;
  private final AnnotationConfigApplicationContext context;

  private ScheduleServer(
      HikariDataSource dataSource,
      Map<String, Object> properties,
      Consumer<GenericApplicationContext> more) {
    this.dataSource = dataSource;
    this.context = new AnnotationConfigApplicationContext();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", properties));
    context.registerBean(DataSource.class, () -> dataSource);
    context.registerBean(PlatformTransactionManager.class, this::transactions);
    context.register(DispatchConfiguration.class, TriggerConfiguration.class);
    more.accept(context);
    context.refresh();
  }

  // With listeners, as Spring Boot makes it.
  private JdbcTransactionManager transactions() {
    var transactions = new JdbcTransactionManager(dataSource);
    transactions.setTransactionExecutionListeners(
        context.getBeanProvider(TransactionExecutionListener.class).stream().toList());
    return transactions;
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
        Map.of("millrace.scheduler.quartz", "false", "millrace.scheduler.poll-pause", "20ms"));
  }

  /** A server that Quartz wakes and that polls, as in production, only more often. */
  static ScheduleServer standard(TestDatabase database) {
    return with(database, STANDARD);
  }

  /**
   * The same on a database that is known by its address.
   *
   * @param more puts beans of the test's own beside those of the server
   */
  static ScheduleServer standard(String url, Consumer<GenericApplicationContext> more) {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    return new ScheduleServer(pool, withoutOthers(STANDARD), more);
  }

  private static ScheduleServer with(TestDatabase database, Map<String, Object> properties) {
    return new ScheduleServer(database.pool(12), withoutOthers(properties), context -> {});
  }

  private static Map<String, Object> withoutOthers(Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("millrace.dispatch.relay", "false");
    all.put("millrace.dispatch.sweep", "false");
    return all;
  }

  <P> P part(Class<P> type) {
    return context.getBean(type);
  }

  int poll() {
    return part(Ticker.class).poll();
  }

  /**
   * Waits until this server is done with every alarm that rang, and has written every alarm that it
   * wants.
   */
  void finishAlarms() {
    Scheduler quartz = part(Scheduler.class);
    Eventually.holds("no alarm is worked on", () -> executing(quartz) == 0);
    part(QuartzAlarm.class).write();
  }

  private static int executing(Scheduler quartz) {
    try {
      return quartz.getCurrentlyExecutingJobs().size();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not say what it works on", e);
    }
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
