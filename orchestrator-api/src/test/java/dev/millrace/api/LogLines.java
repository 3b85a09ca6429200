package dev.millrace.api;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What this process logs until it is closed. */
public final class LogLines implements AutoCloseable {
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  private LogLines() {
    appender.start();
    root.addAppender(appender);
  }

  /** Begins. */
  public static LogLines capture() {
    return new LogLines();
  }

  /** What was logged until now. */
  public List<ILoggingEvent> lines() {
    synchronized (appender) { // as the appender itself does
      return List.copyOf(appender.list);
    }
  }

  @Override
  public void close() {
    root.detachAppender(appender);
  }
}
