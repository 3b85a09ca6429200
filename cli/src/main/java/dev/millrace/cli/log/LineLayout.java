package dev.millrace.cli.log;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a line of the log in the chosen form. Also made by the logging library itself, from its
 * configuration file, which sets {@link #setFormat}.
 */
public final class LineLayout extends LayoutBase<ILoggingEvent> {
  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %-28.28logger{28} %msg%n";

  private final PatternLayout text = new PatternLayout();
  private final ThrowableProxyConverter traces = new ThrowableProxyConverter();
  private LogFormat format = LogFormat.TEXT;

  /** {@code text} or {@code json}, whatever its case; anything else is text. */
  public void setFormat(String name) {
    format = name.toUpperCase(Locale.ROOT).equals("JSON") ? LogFormat.JSON : LogFormat.TEXT;
  }

  @Override
  public void start() {
    text.setContext(getContext());
    text.setPattern(LINE);
    text.start();
    traces.start();
    super.start();
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    return format == LogFormat.JSON ? json(event) : text.doLayout(event);
  }

  private String json(ILoggingEvent event) {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.put("at", event.getInstant().toString());
    line.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    line.put("logger", event.getLoggerName());
    line.put("message", event.getFormattedMessage());
    // Ids that the code put around its work, such as run, step, attempt and request.
    new TreeMap<>(event.getMDCPropertyMap())
        .forEach(
            (name, value) -> {
              if (!line.has(name)) {
                line.put(name, value);
              }
            });
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.put("error", thrown.getClassName());
      line.put("trace", traces.convert(event));
    }
    return line + System.lineSeparator();
  }
}
