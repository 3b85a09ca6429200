package dev.millrace.executor.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.notebook.NotebookEvent.OutputAdded;
import dev.millrace.executor.notebook.NotebookEvent.OutputCut;
import dev.millrace.executor.notebook.NotebookEvent.OutputsCleared;
import dev.millrace.executor.notebook.NotebookEvent.StreamName;
import dev.millrace.executor.notebook.NotebookEvent.StreamPrinted;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class OutputCollectorTest {
  private static final int LIMIT = 64 << 10;
  private static final int TAIL = 1 << 10;

  private final OutputCollector collector =
      new OutputCollector(new OutputLimits(LIMIT, TAIL, 100), Clock.systemUTC());

  @Test
  void textThatContinuesIsOneEvent() {
    collector.print(0, StreamName.STDOUT, "a");
    collector.print(0, StreamName.STDOUT, "b");
    collector.print(0, StreamName.STDERR, "c");
    assertThat(collector.take())
        .extracting(event -> ((StreamPrinted) event).text())
        .containsExactly("ab", "c");
    assertThat(collector.take()).isEmpty();
  }

  @Test
  void aProgressBarCostsItsLastLineOnlyAndErasesWhatWasToldBefore() {
    collector.print(0, StreamName.STDOUT, "begun 0%");
    CellOutputs cell = new CellOutputs();
    printTo(cell);
    for (int i = 0; i < 100_000; i++) {
      collector.print(0, StreamName.STDOUT, "\r" + i + "%");
    }
    assertThat(printTo(cell)).isLessThan(20);
    assertThat(cell.toJson().path(0).path("text").asString()).isEqualTo("99999%");
  }

  @Test
  void beyondTheLimitTheEndIsKeptAndWhatIsLeftOutIsCounted() {
    long printed = 0;
    for (int i = 0; i < 10_000; i++) {
      String line = "line " + i + "\n";
      printed += line.length();
      collector.print(3, StreamName.STDOUT, line);
    }
    collector.cellEnded();
    List<NotebookEvent> events = collector.take();
    assertThat(events).hasSize(3);
    String head = ((StreamPrinted) events.get(0)).text();
    OutputCut cut = (OutputCut) events.get(1);
    String tail = ((StreamPrinted) events.get(2)).text();
    assertThat(head).startsWith("line 0\n").hasSize(LIMIT - TAIL);
    assertThat(tail).endsWith("line 9999\n").hasSize(TAIL);
    assertThat(head.length() + cut.bytes() + tail.length()).isEqualTo(printed);
  }

  @Test
  void manyLoudCellsStayWithinTheLimitTogether() {
    long told = 0;
    for (int cell = 0; cell < 200; cell++) {
      collector.print(cell, StreamName.STDOUT, "x".repeat(LIMIT));
      collector.cellEnded();
      for (NotebookEvent event : collector.take()) {
        told += event instanceof StreamPrinted printed ? printed.text().length() : 0;
      }
    }
    assertThat(told).isLessThanOrEqualTo(LIMIT);
  }

  @Test
  void anErrorIsToldWhateverElseWasLeftOut() {
    collector.print(0, StreamName.STDOUT, "x".repeat(2 * LIMIT));
    ObjectNode error = JsonNodeFactory.instance.objectNode().put("evalue", "y".repeat(1 << 20));
    error.putArray("traceback").add("z".repeat(1 << 20));
    collector.fail(0, error);
    assertThat(collector.take().getLast())
        .isInstanceOfSatisfying(
            OutputAdded.class,
            added -> assertThat(added.output().toString().length()).isBetween(100_000, 140_000));
  }

  @Test
  void whatIsClearedBeforeItWasToldIsNeverTold() {
    for (int i = 0; i < 1_000; i++) {
      collector.clear(0, true);
      collector.print(0, StreamName.STDOUT, "frame " + i);
    }
    List<NotebookEvent> events = new ArrayList<>(collector.take());
    assertThat(events).hasSize(2);
    assertThat(events.getFirst()).isInstanceOf(OutputsCleared.class);
    assertThat(((StreamPrinted) events.getLast()).text()).isEqualTo("frame 999");
  }

  @Test
  void aMillionUpdatesOfOneDisplayAreBounded() {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("text/plain", "x");
    for (int i = 0; i < 1_000_000; i++) {
      collector.update("d", data, JsonNodeFactory.instance.objectNode(), 1);
    }
    assertThat(collector.take()).hasSize(1);
  }

  private int printTo(CellOutputs cell) {
    int length = 0;
    for (NotebookEvent event : collector.take()) {
      StreamPrinted printed = (StreamPrinted) event;
      cell.print(printed.stream(), printed.text());
      length += printed.text().length();
    }
    return length;
  }
}
