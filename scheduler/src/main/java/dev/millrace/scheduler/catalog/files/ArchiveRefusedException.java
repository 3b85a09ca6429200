package dev.millrace.scheduler.catalog.files;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An archive that is not taken, with the reason and the entry that gave it. */
public final class ArchiveRefusedException extends RuntimeException {

  /** Why an archive is refused; the names are the codes that clients see. */
  public enum Reason {
    /** Neither a gzip-compressed tar nor a zip, or one whose structure contradicts itself. */
    ARCHIVE_FORMAT,
    /** It ends early or its content does not match its own checksums. */
    ARCHIVE_TRUNCATED,
    /** An entry that leads outside, or whose name breaks the path rules. */
    ARCHIVE_SLIP,
    /** A link, device, pipe or anything else that is neither file nor folder. */
    ARCHIVE_LINK,
    /** Two entries of one path, also when only some file systems take them for one. */
    ARCHIVE_DUPLICATE,
    /** It unpacks to far more than it holds, or to more than is allowed. */
    ARCHIVE_BOMB,
    /** An entry is encrypted. */
    ARCHIVE_ENCRYPTED,
    /** Too many entries. */
    ARCHIVE_ENTRIES,
    /** No file in it. */
    ARCHIVE_EMPTY
  }

  private final Reason reason;
  private final @Nullable String entry;

  ArchiveRefusedException(Reason reason, @Nullable String entry, String message) {
    super(message);
    this.reason = reason;
    this.entry = entry == null ? null : readable(entry);
  }

  /** Why it is refused. */
  public Reason reason() {
    return reason;
  }

  /**
   * The entry's name with invisible characters made visible, at most 200 characters; empty: the
   * archive as a whole.
   */
  public Optional<String> entry() {
    return Optional.ofNullable(entry);
  }

  static String readable(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .limit(200)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                text.append("\\u%04X".formatted(c));
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.toString();
  }
}
