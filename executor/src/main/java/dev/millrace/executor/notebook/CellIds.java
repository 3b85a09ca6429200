package dev.millrace.executor.notebook;

import dev.millrace.executor.files.Digests;

/** Ids of cells that everybody derives alike from the same notebook. */
final class CellIds {
  private CellIds() {}

  /**
   * Eight hexadecimal digits, the form of Jupyter's own cell ids.
   *
   * @param digest of the notebook's file
   * @param name tells the cells of one notebook apart
   */
  static String of(String digest, String name) {
    return Digests.of(digest + " " + name).substring(0, 8);
  }
}
