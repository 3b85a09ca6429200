package dev.millrace.api.attempts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRange;

/**
 * Which bytes of a file a request gets, by RFC 9110, 14. A request for several ranges gets the
 * whole file, which the RFC allows.
 */
sealed interface DownloadRange {
  /** All of it. */
  record Whole() implements DownloadRange {}

  /**
   * A part of it.
   *
   * @param first index of its first byte, from 0
   * @param last index of its last byte
   */
  record Part(long first, long last) implements DownloadRange {
    long length() {
      return last - first + 1;
    }

    /** The header {@code Content-Range}. */
    String of(long size) {
      return "bytes " + first + "-" + last + "/" + size;
    }
  }

  /** It begins behind the end of the file. */
  record Beyond() implements DownloadRange {}

  /**
   * The range.
   *
   * @param range the header {@code Range}; what cannot be read is ignored
   * @param ifRange the header {@code If-Range}: the range is meant for the file with that tag only
   * @param etag the file's tag, with its quotes
   * @param size the file's size in bytes
   */
  static DownloadRange of(
      @Nullable String range, @Nullable String ifRange, String etag, long size) {
    if (range == null || (ifRange != null && !ifRange.strip().equals(etag))) {
      return new Whole();
    }
    List<HttpRange> ranges;
    try {
      ranges = HttpRange.parseRanges(range);
    } catch (IllegalArgumentException e) {
      return new Whole();
    }
    if (ranges.size() != 1) {
      return new Whole();
    }
    HttpRange asked = ranges.getFirst();
    long first = asked.getRangeStart(size);
    return first >= size ? new Beyond() : new Part(first, asked.getRangeEnd(size));
  }
}
