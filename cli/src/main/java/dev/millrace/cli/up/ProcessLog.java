package dev.millrace.cli.up;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.millrace.cli.log.LineLayout;
import dev.millrace.cli.log.LogFormat;
import dev.millrace.executor.account.PrivateFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Logging of a process that stays and has no Spring: to the console and to a file, in the server's
 * line format.
 */
final class ProcessLog {
  private ProcessLog() {}

  /**
   * @param file is made for its owner alone
   */
  static void toConsole(Path file, LogFormat format) throws IOException {
    PrivateFolder.makeFile(file);
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return; // another backend was chosen on purpose; it has its own settings
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.setLevel(Level.INFO);
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setTarget("System.err");
    root.addAppender(started(console, context, format));
    var toFile = new FileAppender<ILoggingEvent>();
    toFile.setFile(file.toString());
    root.addAppender(started(toFile, context, format));
  }

  private static OutputStreamAppender<ILoggingEvent> started(
      OutputStreamAppender<ILoggingEvent> appender, LoggerContext context, LogFormat format) {
    var layout = new LineLayout();
    layout.setContext(context);
    layout.setFormat(format.name());
    layout.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
