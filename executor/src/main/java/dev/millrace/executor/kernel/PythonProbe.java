package dev.millrace.executor.kernel;

import dev.millrace.executor.kernel.ProcessOutput.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks an ipykernel at its start what it has, and at its end what the notebook added to it. The
 * answers are values of expressions, which leave no trace in the notebook's namespace. A kernel
 * that does not understand the questions is one of which nothing is known.
 */
final class PythonProbe {
  private static final Logger LOG = LoggerFactory.getLogger(PythonProbe.class);
  private static final Duration START = Duration.ofSeconds(5);
  private static final Duration END = Duration.ofSeconds(2);
  private static final String NAME = "millrace";
  private static final String SOURCE = readSource();

  /** A JSON text in ASCII is a literal in Python too. */
  private static final JsonMapper LITERALS =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final Pattern START_ANSWER =
      Pattern.compile(
          "(\\d+)\\|(\\d+)\\|([\\d,]*)\\|([\\d,]*)\\|"
              + "(?:(?<pid>\\d+):(?<out>\\d+)/(?<outMoved>\\d+),(?<err>\\d+)/(?<errMoved>\\d+))?");

  private final Kernel kernel;
  private final ProcessMarker marker;
  private final @Nullable String known;

  private PythonProbe(Kernel kernel, ProcessMarker marker, @Nullable String known) {
    this.kernel = kernel;
    this.marker = marker;
    this.known = known;
  }

  private static PythonProbe unknown(Kernel kernel, ProcessMarker marker) {
    return new PythonProbe(kernel, marker, null);
  }

  /** Asks a kernel that has run nothing yet, and lets it copy its prints. */
  static PythonProbe start(Kernel kernel, ProcessMarker marker, LastWords lastWords)
      throws InterruptedException {
    String answer = ask(kernel, "start(%s)".formatted(literal(lastWords.file().toString())), START);
    Matcher found = START_ANSWER.matcher(answer);
    if (!found.matches()) {
      return unknown(kernel, marker);
    }
    if (found.group("pid") != null) {
      String pid = found.group("pid");
      lastWords.hold(Stream.STDOUT, pid, found.group("out"), found.group("outMoved"));
      lastWords.hold(Stream.STDERR, pid, found.group("err"), found.group("errMoved"));
    }
    return new PythonProbe(
        kernel,
        marker,
        "%s, %s, [%s], [%s]"
            .formatted(found.group(1), found.group(2), found.group(3), found.group(4)));
  }

  /**
   * Whether the kernel's exit has nothing more to do for the notebook: no new function that runs at
   * the exit, no thread, no file that may hold unwritten text, no other process.
   *
   * @return false also where that is not known
   */
  boolean nothingIsLeft() throws InterruptedException {
    if (known == null) {
      return false;
    }
    String answer = ask(kernel, "left(%s, %s)".formatted(known, literal(marker.entry())), END);
    LOG.debug("what a notebook leaves in its kernel: {}", answer);
    return answer.equals("nothing");
  }

  /** The answer, or an empty text if there is none. */
  private static String ask(Kernel kernel, String call, Duration limit)
      throws InterruptedException {
    String expression =
        "(lambda names: __import__('builtins').exec(%s, names) or names['answer'])({})"
            .formatted(literal(SOURCE + "\nanswer = " + call + "\n"));
    try {
      String shown =
          kernel
              .execute(Kernel.ExecuteRequest.question(NAME, expression))
              .result()
              .get(limit.toMillis(), TimeUnit.MILLISECONDS)
              .content()
              .path("user_expressions")
              .path(NAME)
              .path("data")
              .path("text/plain")
              .asString("");
      return shown.length() < 2 ? "" : shown.substring(1, shown.length() - 1);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("a kernel does not answer what it has", e);
      return "";
    }
  }

  private static String literal(String text) {
    return LITERALS.writeValueAsString(text);
  }

  private static String readSource() {
    try (InputStream resource = PythonProbe.class.getResourceAsStream("probe.py")) {
      if (resource == null) {
        throw new IllegalStateException("probe.py is missing from the jar");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
