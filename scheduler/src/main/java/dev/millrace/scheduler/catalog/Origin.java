package dev.millrace.scheduler.catalog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a Dag. Another origin's write is refused unless it adopts the Dag.
 *
 * @param kind what it came from
 * @param detail the file's path, or the client's name; null for a single notebook
 */
public record Origin(Kind kind, @Nullable String detail) {

  /** What a Dag came from. */
  public enum Kind {
    /** A file of the project. */
    FILE,
    /** A program or person over the API. */
    API,
    /** Nobody wrote it: a single notebook that was run as it is. */
    IMPLICIT;

    String stored() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind ofStored(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  static Origin file(String path) {
    return new Origin(Kind.FILE, path);
  }

  static Origin api(String client) {
    return new Origin(Kind.API, client);
  }

  static Origin implicit() {
    return new Origin(Kind.IMPLICIT, null);
  }

  /**
   * Whether this origin may write what the other wrote. All files of a project are one owner, so a
   * Dag may move from file to file; all clients are one owner too, because their names are only
   * words for people.
   */
  boolean owns(Origin other) {
    return kind == other.kind;
  }

  /** As people read it: {@code file dags/a.yaml}. */
  @Override
  public String toString() {
    return detail == null ? kind.stored() : kind.stored() + " " + detail;
  }
}
