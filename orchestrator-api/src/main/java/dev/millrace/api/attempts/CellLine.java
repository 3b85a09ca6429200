package dev.millrace.api.attempts;

/**
 * A cell with code in one line.
 *
 * @param index its place among all cells, from 0; events name it
 * @param number its place among the cells with code, from 1
 * @param firstLine the first line of its source that is not blank, cut after 120 characters
 */
record CellLine(int index, int number, String id, String firstLine) {
  private static final int LONGEST = 120;

  static CellLine of(LiveNotebook.Cell cell, int number) {
    String line =
        cell.source().lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    String shown =
        line.codePointCount(0, line.length()) > LONGEST
            ? line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…"
            : line;
    return new CellLine(cell.index(), number, cell.id(), shown);
  }
}
