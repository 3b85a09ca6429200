package dev.millrace.executor.notebook;

import dev.millrace.executor.kernel.TestKernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes notebooks for tests and checks those that come out. */
final class Notebooks {
  static final JsonMapper JSON = new JsonMapper();

  /** Can write half of a character, as an escape. */
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Notebooks() {}

  /** A Python notebook with these cells. */
  static byte[] of(Cell... cells) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("nbformat", 4).put("nbformat_minor", 5);
    ObjectNode spec = root.putObject("metadata").putObject("kernelspec");
    spec.put("name", "python3").put("display_name", "Python 3").put("language", "python");
    var list = root.putArray("cells");
    int number = 0;
    for (Cell cell : cells) {
      ObjectNode json = list.addObject().put("id", "cell-" + number++);
      json.put("cell_type", cell.type()).put("source", cell.source());
      var tags = json.putObject("metadata").putArray("tags");
      cell.tags().forEach(tags::add);
      if (cell.type().equals("code")) {
        json.putNull("execution_count").putArray("outputs");
      }
    }
    return ASCII.writeValueAsBytes(root);
  }

  static Cell code(String source, String... tags) {
    return new Cell("code", source, List.of(tags));
  }

  static Cell markdown(String source, String... tags) {
    return new Cell("markdown", source, List.of(tags));
  }

  record Cell(String type, String source, List<String> tags) {}

  static JsonNode json(NotebookDocument document) {
    return JSON.readTree(document.toBytes());
  }

  /** The text of all streams of a cell. */
  static String text(JsonNode cell) {
    StringBuilder text = new StringBuilder();
    for (JsonNode output : cell.path("outputs")) {
      output.path("text").forEach(line -> text.append(line.asString()));
    }
    return text.toString();
  }

  /** The text of one stream of a cell. */
  static String text(JsonNode cell, String stream) {
    StringBuilder text = new StringBuilder();
    for (JsonNode output : cell.path("outputs")) {
      if (output.path("name").asString("").equals(stream)) {
        output.path("text").forEach(line -> text.append(line.asString()));
      }
    }
    return text.toString();
  }

  /** Lets nbformat itself judge the document, and its layout. */
  static void assertValid(NotebookDocument document) throws IOException, InterruptedException {
    String script =
        """
        import sys, json, nbformat
        text = sys.stdin.buffer.read().decode('utf-8')
        json.loads(text, parse_constant=lambda c: sys.exit('not JSON: ' + c))
        nb = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
        nbformat.validate(nb)
        assert (nb.nbformat, nb.nbformat_minor) == (4, 5)
        again = nbformat.writes(nb)
        if again != text:
            import difflib
            sys.exit('laid out differently:\\n' + '\\n'.join(list(difflib.unified_diff(text.splitlines(), again.splitlines(), lineterm='', n=1))[:40]))
        """;
    String said = python(script, document.toBytes());
    if (!said.isEmpty()) {
      throw new AssertionError("nbformat refuses the document: " + said);
    }
  }

  /** Runs a Python script; its output, both streams. It has two minutes. */
  static String python(String script, byte[] input) throws IOException, InterruptedException {
    Path in = Files.createTempFile("millrace-test-", ".in");
    Path out = Files.createTempFile("millrace-test-", ".out");
    Files.write(in, input);
    try {
      List<String> command =
          new ArrayList<>(
              List.of(
                  TestKernels.python().toString(),
                  "-W",
                  "error::DeprecationWarning:__main__",
                  "-c",
                  script));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("the script does not end; it said: " + Files.readString(out));
      }
      return Files.readString(out);
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }
}
