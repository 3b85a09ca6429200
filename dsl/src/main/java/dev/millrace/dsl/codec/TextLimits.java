package dev.millrace.dsl.codec;

/** How much a text may ask of its reader. Ordinary definitions stay far below each of these. */
final class TextLimits {
  /** Size of a file in bytes: a Dag of 10,000 steps in YAML takes less. */
  static final int FILE_BYTES = 1024 * 1024;

  /** Size of a text that is read all the same: a definition that was accepted and stored. */
  static final int BYTES = 16 * 1024 * 1024;

  /** Mappings and lists within each other. */
  static final int DEPTH = 64;

  /** Uses of anchors. */
  static final int ALIASES = 50;

  /** Values that all uses of anchors together stand for. */
  static final int ALIASED_VALUES = 100_000;

  private TextLimits() {}
}
