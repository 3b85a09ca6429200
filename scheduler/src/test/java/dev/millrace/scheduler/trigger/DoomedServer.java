package dev.millrace.scheduler.trigger;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * A server in a process of its own that stands still at one moment of its first tick, so that it
 * can be killed right there.
 */
final class DoomedServer {
  /** What it says when it has come to its moment. */
  private static final String HERE = "the moment has come";

  private DoomedServer() {}

  /** When it is killed. */
  enum Moment {
    /** The tick and its run are written and not committed. */
    BEFORE_THE_COMMIT,
    /** They are committed, and nobody is armed for the next tick. */
    BEFORE_THE_ALARM
  }

  /** Starts one, lets it come to its moment, and kills it with SIGKILL. */
  static void killAt(Moment moment, String url) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                DoomedServer.class.getName(),
                moment.name(),
                url)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader says = process.inputReader(StandardCharsets.UTF_8)) {
      String line = says.readLine();
      while (line != null && !line.equals(HERE)) {
        line = says.readLine();
      }
      if (line == null) {
        throw new AssertionError("it ended by itself with " + process.waitFor());
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  public static void main(String[] arguments) {
    ScheduleServer.standard(
        arguments[1],
        context -> {
          switch (Moment.valueOf(arguments[0])) {
            case BEFORE_THE_COMMIT -> beforeTheCommit(context);
            case BEFORE_THE_ALARM -> beforeTheAlarm(context);
          }
        });
    standStill();
  }

  private static void beforeTheCommit(GenericApplicationContext context) {
    context.registerBean(
        TransactionExecutionListener.class,
        () ->
            new TransactionExecutionListener() {
              @Override
              public void beforeCommit(TransactionExecution transaction) {
                if (hasTicked(context.getBean(DataSource.class))) {
                  sayAndStandStill();
                }
              }
            });
  }

  // In the transaction that is about to be committed, which alone sees what it wrote.
  private static boolean hasTicked(DataSource dataSource) {
    return JdbcClient.create(dataSource)
        .sql("SELECT EXISTS (SELECT 1 FROM tick)")
        .query(Boolean.class)
        .single();
  }

  private static void beforeTheAlarm(GenericApplicationContext context) {
    context.registerBean(
        "deaf", Alarm.class, () -> wakes -> sayAndStandStill(), bean -> bean.setPrimary(true));
  }

  private static void sayAndStandStill() {
    System.out.println(HERE);
    standStill();
  }

  private static void standStill() {
    while (true) {
      LockSupport.park();
    }
  }
}
