package dev.millrace.cli.up;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this machine can carry. */
final class Machine {
  private static final long MEMORY_PER_SLOT = 2L << 30;

  private Machine() {}

  /** One slot a core, but no more than one for every 2 GiB of memory; at least one. */
  static int slots() {
    return slots(
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
  }

  static int slots(int cores, long memory) {
    return (int) Math.max(1, Math.min(cores, memory / MEMORY_PER_SLOT));
  }
}
