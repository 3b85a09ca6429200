package dev.millrace.executor.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shortens what is too long to its head and its tail, with a notice between them. Neither ends
 * inside a character or inside an ANSI sequence.
 */
final class Excerpt {
  private static final String ESCAPE = "\u001b";
  private static final String COLOURS_OFF = "\u001b[0m";

  /** A control sequence, such as a colour; an operating system command, such as a link; others. */
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|[^\\[\\]])");

  private Excerpt() {}

  /** The text, or its head and tail, each at most half of the limit. */
  static String of(String text, int limit) {
    return String.join("", of(List.of(text), limit));
  }

  /** The parts, or those at both ends with the notice as a part of its own. */
  static List<String> of(List<String> parts, int limit) {
    long length = parts.stream().mapToLong(String::length).sum();
    if (length <= limit) {
      return parts;
    }
    List<String> head = head(parts, limit / 2);
    List<String> tail = tail(parts, limit / 2);
    long kept = head.stream().mapToLong(String::length).sum();
    kept += tail.stream().mapToLong(String::length).sum();
    List<String> excerpt = new ArrayList<>(head);
    boolean coloured = head.stream().anyMatch(part -> part.contains(ESCAPE));
    excerpt.add(
        (coloured ? COLOURS_OFF : "")
            + "\n[... %d characters left out here ...]\n".formatted(length - kept));
    excerpt.addAll(tail);
    return excerpt;
  }

  private static List<String> head(List<String> parts, int limit) {
    List<String> head = new ArrayList<>();
    int room = limit;
    for (String part : parts) {
      if (part.length() > room) {
        head.add(part.substring(0, safeEnd(part, room)));
        return head;
      }
      head.add(part);
      room -= part.length();
    }
    return head;
  }

  private static List<String> tail(List<String> parts, int limit) {
    List<String> tail = new ArrayList<>();
    int room = limit;
    for (String part : parts.reversed()) {
      if (part.length() > room) {
        tail.addFirst(part.substring(safeStart(part, part.length() - room)));
        return tail;
      }
      tail.addFirst(part);
      room -= part.length();
    }
    return tail;
  }

  /** The last place at or before this one where a text may be cut off. */
  static int safeEnd(String text, int end) {
    if (end <= 0 || end >= text.length()) {
      return Math.clamp(end, 0, text.length());
    }
    int escape = text.lastIndexOf(ESCAPE, end - 1);
    if (escape >= 0 && sequenceEnd(text, escape) > end) {
      return escape;
    }
    return isInsideCharacter(text, end) ? end - 1 : end;
  }

  /** The first place at or after this one where a text may begin. */
  private static int safeStart(String text, int start) {
    if (start <= 0) {
      return 0;
    }
    int escape = text.lastIndexOf(ESCAPE, start - 1);
    if (escape >= 0 && sequenceEnd(text, escape) > start) {
      return sequenceEnd(text, escape);
    }
    return isInsideCharacter(text, start) ? start + 1 : start;
  }

  private static boolean isInsideCharacter(String text, int place) {
    return Character.isHighSurrogate(text.charAt(place - 1))
        && Character.isLowSurrogate(text.charAt(place));
  }

  /** Behind the sequence that begins here; one that never ends is none. */
  private static int sequenceEnd(String text, int escape) {
    Matcher matcher = SEQUENCE.matcher(text).region(escape, text.length());
    return matcher.lookingAt() ? matcher.end() : escape;
  }
}
