package dev.millrace.dsl.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Names as a disk has them, which may be any bytes, as texts.
 *
 * <p>A name is read as UTF-8, whatever the locale. A byte that is not UTF-8 becomes the lone
 * surrogate U+DC00 + byte, as in Python ({@code surrogateescape}), so that different names stay
 * different; {@link PathRules} refuse such names, and {@link #shown} makes them readable.
 */
public final class DiskNames {
  private static final int ESCAPE = 0xDC00;

  private DiskNames() {}

  /** Returns the path with {@code /} between its names. */
  public static String text(Path relative) {
    StringBuilder text = new StringBuilder();
    for (Path name : relative) {
      text.append(text.isEmpty() ? "" : "/").append(name(name));
    }
    return text.toString();
  }

  /** Whether a character of a text stands for a byte that is not UTF-8. */
  static boolean isEscapedByte(int character) {
    return character > ESCAPE + 0x7f && character <= ESCAPE + 0xff;
  }

  /** The text for people: what cannot be seen or is not UTF-8 is written as a code. */
  public static String shown(String path) {
    StringBuilder shown = new StringBuilder();
    path.codePoints()
        .forEach(
            c -> {
              if (isEscapedByte(c)) {
                shown.append("\\x%02X".formatted(c - ESCAPE));
              } else if (PathRules.isInvisible(c)) {
                shown.append("\\u%04X".formatted(c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  private static String name(Path name) {
    String text = name.toString();
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    // Java decodes names by the locale; only the address of a path has its bytes as they are.
    String address = name.toUri().getRawPath();
    String encoded = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    return decoded(bytes(encoded.substring(encoded.lastIndexOf('/') + 1)));
  }

  private static ByteBuffer bytes(String percentEncoded) {
    ByteBuffer bytes = ByteBuffer.allocate(percentEncoded.length());
    for (int i = 0; i < percentEncoded.length(); i++) {
      if (percentEncoded.charAt(i) == '%') {
        bytes.put((byte) Integer.parseInt(percentEncoded.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.put((byte) percentEncoded.charAt(i));
      }
    }
    return bytes.flip();
  }

  private static String decoded(ByteBuffer bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    CoderResult result = decoder.decode(bytes, text, true);
    while (result.isError()) {
      for (int i = 0; i < result.length(); i++) {
        text.put((char) (ESCAPE + (bytes.get() & 0xff)));
      }
      result = decoder.decode(bytes, text, true);
    }
    return text.flip().toString();
  }
}
