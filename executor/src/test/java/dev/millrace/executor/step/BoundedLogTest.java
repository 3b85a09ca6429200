package dev.millrace.executor.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.notebook.NotebookEvent;
import dev.millrace.executor.protocol.StepEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BoundedLogTest {
  private static final int HEAD = 8 << 20;

  private final List<StepEvent.LogText> told = Collections.synchronizedList(new ArrayList<>());
  private final BoundedLog log =
      new BoundedLog(
          new StepEvents() {
            @Override
            public void add(StepEvent event) {
              told.add((StepEvent.LogText) event);
            }

            @Override
            public void add(NotebookEvent event) {
              throw new AssertionError("a process has no notebook");
            }
          });

  @Test
  void smallPiecesAreGatheredAndStreamsKeptApart() {
    for (int i = 0; i < 1000; i++) {
      log.print(StepEvent.Stream.STDOUT, "x");
    }
    log.print(StepEvent.Stream.STDERR, "oh");
    log.finish();
    log.finish();
    assertThat(told.size()).isLessThan(20);
    assertThat(textOf(StepEvent.Stream.STDOUT)).isEqualTo("x".repeat(1000));
    assertThat(textOf(StepEvent.Stream.STDERR)).isEqualTo("oh");
  }

  @Test
  void ofAProgressBarOnlyTheLastStateIsTold() {
    log.print(StepEvent.Stream.STDOUT, "begin\n10 %\r20 %\r30 %\r\nend\n40 %\r");
    log.finish();
    assertThat(textOf(StepEvent.Stream.STDOUT)).isEqualTo("begin\n\r30 %\r\nend\n40 %\r");
  }

  @Test
  @Timeout(120)
  void linesWithoutEndAreLookedAtOnce() {
    String line = "a".repeat(1 << 20);
    assertThat(BoundedLog.lastOfEachRewrite(line + "\r")).isEqualTo(line + "\r");
    assertThat(BoundedLog.lastOfEachRewrite(line + "\r\n" + line + "\r\n"))
        .hasSize(2 * line.length() + 4);
    assertThat(BoundedLog.lastOfEachRewrite(line + "\r\r\rb\rc")).isEqualTo(line + "\rc");
  }

  @Test
  void ofEndlessOutputHeadAndTailAreToldAndTheCutIsStated() {
    String line = "a".repeat(1023) + "\n";
    for (int i = 0; i < 20 << 10; i++) {
      log.print(StepEvent.Stream.STDOUT, line);
    }
    log.print(StepEvent.Stream.STDOUT, "the end\n");
    log.finish();
    String all = textOf(StepEvent.Stream.STDOUT);
    assertThat(all.length()).isBetween(HEAD, HEAD + 2 * BoundedLog.TAIL);
    assertThat(all).endsWith("the end\n");
    assertThat(textOf(StepEvent.Stream.SYSTEM)).contains("the log is full", "characters left out");
    assertThat(log.tail()).endsWith("the end\n").hasSize(BoundedLog.TAIL);
  }

  private String textOf(StepEvent.Stream stream) {
    StringBuilder text = new StringBuilder();
    told.stream().filter(t -> t.stream() == stream).forEach(t -> text.append(t.text()));
    return text.toString();
  }
}
