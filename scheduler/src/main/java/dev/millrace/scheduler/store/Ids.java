package dev.millrace.scheduler.store;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/**
 * Makes the ids of everything that is stored: UUIDv7, so that newer rows sort after older ones and
 * events find their partition. Safe for any number of threads; within one process each id is
 * greater than the one before.
 */
public final class Ids {
  private final TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();

  /** A new id. */
  public UUID next() {
    return generator.generate();
  }
}
