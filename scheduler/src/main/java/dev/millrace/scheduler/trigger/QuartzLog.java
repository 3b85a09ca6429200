package dev.millrace.scheduler.trigger;

import dev.millrace.scheduler.store.DatabaseAway;
import dev.millrace.scheduler.store.DatabaseFaults;
import dev.millrace.scheduler.store.RepeatedFailureLog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * Writes what Quartz logs. The stack trace of a failure is left out if it was logged before, or if
 * the database is away: the line says why, and what happens next.
 */
final class QuartzLog extends LegacyAbstractLogger {
  private final transient Logger target;
  private final transient RepeatedFailureLog failures =
      new RepeatedFailureLog(Duration.ofMinutes(10));

  QuartzLog(Logger target) {
    this.target = target;
    this.name = target.getName();
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    if (failure == null) {
      target.atLevel(level).log("{}", message);
      return;
    }
    boolean whole = !DatabaseAway.isCauseOf(failure) && failures.isFirst(failure);
    target
        .atLevel(level)
        .setCause(whole ? failure : null)
        .log(
            "{} ({}); Quartz tries again by itself, and the poll finds what is due until then",
            message.strip().replaceAll("\\s+", " "),
            DatabaseFaults.reason(failure));
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return target.isTraceEnabled();
  }

  @Override
  public boolean isDebugEnabled() {
    return target.isDebugEnabled();
  }

  @Override
  public boolean isInfoEnabled() {
    return target.isInfoEnabled();
  }

  @Override
  public boolean isWarnEnabled() {
    return target.isWarnEnabled();
  }

  @Override
  public boolean isErrorEnabled() {
    return target.isErrorEnabled();
  }
}
