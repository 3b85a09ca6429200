package dev.millrace.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
  private static final long GIB = 1L << 30;

  @Test
  void aSlotNeedsACoreAndTwoGibibytes() {
    assertThat(Machine.slots(8, 32 * GIB)).isEqualTo(8);
    assertThat(Machine.slots(8, 7 * GIB)).isEqualTo(3);
    assertThat(Machine.slots(2, GIB)).isEqualTo(1);
  }
}
