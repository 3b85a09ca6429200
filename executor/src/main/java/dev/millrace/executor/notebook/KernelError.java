package dev.millrace.executor.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error as a kernel reports it.
 *
 * @param name the exception's type
 * @param value its text
 * @param repaired whether this is not what the kernel said. Where an exception cannot be turned
 *     into a text, ipykernel fails while it reports it, and then reports its own failure with the
 *     exception as its context
 */
record KernelError(String name, String value, List<String> traceback, boolean repaired) {
  private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");
  private static final Pattern HEADER =
      Pattern.compile("^(\\S+)\\s+Traceback \\(most recent call last\\)", Pattern.MULTILINE);

  /** Between an exception and the one that came while it was handled. */
  private static final String CONTEXT = "During handling of the above exception";

  /** The frame of ipykernel in which the report fails. */
  private static final String REPORTING = "_showtraceback(self, etype, evalue";

  static KernelError of(JsonNode content) {
    List<String> traceback = new ArrayList<>();
    content.path("traceback").forEach(line -> traceback.add(line.asString("")));
    String name = content.path("ename").asString("");
    String value = content.path("evalue").asString("");
    int own = beginningOfItsOwn(traceback);
    String type = own < 0 ? "" : typeIn(traceback.subList(0, own));
    return type.isEmpty()
        ? new KernelError(name, value, traceback, false)
        : new KernelError(
            type,
            "(its text cannot be made: %s: %s)".formatted(name, value),
            List.copyOf(traceback.subList(0, own)),
            true);
  }

  ObjectNode toOutput() {
    ObjectNode error = NotebookJson.NODES.objectNode().put("output_type", "error");
    error.put("ename", name).put("evalue", value);
    traceback.forEach(error.putArray("traceback")::add);
    return error;
  }

  /** Where the traceback of ipykernel's own failure begins; -1 if there is none. */
  private static int beginningOfItsOwn(List<String> traceback) {
    int context = -1;
    for (int i = 0; i < traceback.size(); i++) {
      if (traceback.get(i).contains(CONTEXT)) {
        context = i;
      } else if (context >= 0
          && traceback.get(i).contains("_showtraceback")
          && plain(traceback.get(i)).contains(REPORTING)) {
        return context;
      }
    }
    return -1;
  }

  /** The type above the last of the tracebacks: those of causes come first. */
  private static String typeIn(List<String> traceback) {
    String type = "";
    for (String part : traceback) {
      Matcher header = HEADER.matcher(plain(part));
      while (header.find()) {
        type = header.group(1);
      }
    }
    return type;
  }

  private static String plain(String text) {
    return ANSI.matcher(text).replaceAll("");
  }
}
