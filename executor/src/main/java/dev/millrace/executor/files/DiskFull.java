package dev.millrace.executor.files;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How operating systems and programs say that a disk is full. */
public final class DiskFull {
  private static final Pattern NO_ROOM =
      Pattern.compile("no space left on device|disk quota exceeded|\\[errno (?:28|122)]");

  private DiskFull() {}

  /** Whether an error or the words of a program are about a full disk. */
  public static boolean isAbout(@Nullable String text) {
    return text != null && NO_ROOM.matcher(text.toLowerCase(Locale.ROOT)).find();
  }
}
