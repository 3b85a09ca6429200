package dev.millrace.executor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.kernel.ProcessOutput.Stream;
import org.junit.jupiter.api.Test;

class StartChatterTest {
  private static final String WARNING =
      "[IPKernelApp] WARNING | Kernel is running over TCP without encryption. All is plain text.\n";

  private final Printed printed = new Printed();
  private final StartChatter chatter = new StartChatter(printed);

  @Test
  void theWarningIsLeftOutHoweverItIsCutAndWhatIsAroundItStays() {
    for (char one : ("before\n" + WARNING + "after\n").toCharArray()) {
      chatter.print(Stream.STDERR, String.valueOf(one));
    }
    chatter.print(Stream.STDERR, "first\n" + WARNING + "last\n");
    assertThat(printed.of(Stream.STDERR)).isEqualTo("before\nafter\nfirst\nlast\n");
  }

  @Test
  void aLineWithoutItsEndComesWhenTheStartIsOver() {
    chatter.print(Stream.STDERR, "Traceback");
    assertThat(printed.of(Stream.STDERR)).isEmpty();
    chatter.started();
    assertThat(printed.of(Stream.STDERR)).isEqualTo("Traceback");
    chatter.print(Stream.STDERR, "...");
    assertThat(printed.of(Stream.STDERR)).isEqualTo("Traceback...");
  }

  @Test
  void aProgramThatPrintsTheSameLaterIsHeard() {
    chatter.started();
    chatter.print(Stream.STDERR, WARNING);
    chatter.print(Stream.STDOUT, WARNING);
    assertThat(printed.of(Stream.STDERR)).isEqualTo(WARNING);
    assertThat(printed.of(Stream.STDOUT)).isEqualTo(WARNING);
  }
}
