package dev.millrace.scheduler.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.JobPersistenceException;
import org.slf4j.LoggerFactory;

/** Quartz looks at the database all the time: an outage must not fill the log with its traces. */
class QuartzLogTest {
  private final Logger target = (Logger) LoggerFactory.getLogger(QuartzLogTest.class);
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private final QuartzLog log = new QuartzLog(target);

  @BeforeEach
  void capture() {
    written.start();
    target.addAppender(written);
  }

  @AfterEach
  void release() {
    target.detachAppender(written);
  }

  @Test
  void aDatabaseThatIsAwayTakesOneLineThatSaysWhatHappensNext() {
    var failure =
        new JobPersistenceException(
            "Failed to obtain DB connection", new SQLException("connection refused", "08001"));
    log.error("ClusterManager: Error managing cluster: no {}\n connection", "new", failure);

    assertThat(written.list)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getThrowableProxy()).isNull();
              assertThat(line.getFormattedMessage())
                  .isEqualTo(
                      "ClusterManager: Error managing cluster: no new connection (connection"
                          + " refused); Quartz tries again by itself, and the poll finds what is"
                          + " due until then");
            });
  }

  @Test
  void anotherFailureIsWrittenWholeOnceAndThenInOneLine() {
    for (int i = 0; i < 3; i++) {
      log.error("MisfireHandler: Error", new JobPersistenceException("no such table " + i));
    }
    log.warn("another instance recovered this one");

    assertThat(written.list).hasSize(4);
    assertThat(written.list.getFirst().getThrowableProxy()).isNotNull();
    assertThat(written.list.subList(1, 4)).allMatch(line -> line.getThrowableProxy() == null);
    assertThat(written.list.get(2).getFormattedMessage()).contains("(no such table 2)");
  }
}
