package dev.millrace.executor.masking;

import java.util.BitSet;

/**
 * Masks a text that comes in pieces: an end that may be the beginning of a value is held back until
 * the next piece tells. Not safe for use by several threads.
 */
public final class MaskedStream {
  private final Mask mask;
  private String held = "";

  MaskedStream(Mask mask) {
    this.mask = mask;
  }

  /** What can be shown after this piece; may be empty. */
  public String next(String piece) {
    if (mask.isNone()) {
      return piece;
    }
    String text = held + piece;
    int cut = mask.openEnd(text);
    // A value that reaches over the cut may go on in one that overlaps it: it is shown as one.
    BitSet found = mask.found(text);
    if (cut < text.length() && cut > 0 && found.get(cut) && found.get(cut - 1)) {
      cut = found.previousClearBit(cut) + 1;
    }
    held = text.substring(cut);
    return mask.apply(text.substring(0, cut));
  }

  /** What is held back, masked; then nothing is. */
  public String rest() {
    String rest = mask.apply(held);
    held = "";
    return rest;
  }
}
