package dev.millrace.api.problems;

import dev.millrace.dsl.StorableText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The percent-encoded text of an address, decoded strictly. */
final class AddressText {
  private static final int SHOWN = 60;

  private AddressText() {}

  /** What is wrong with the text, to be put after its name; empty if nothing is. */
  static Optional<String> flaw(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c != '%') {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      int value = i + 2 <= encoded.length() - 1 ? hex(encoded, i + 1) : -1;
      if (value < 0) {
        return Optional.of("has a '%' that no two hexadecimal digits follow");
      }
      bytes.write(value);
      i += 2;
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString();
      return Optional.ofNullable(StorableText.flaw(text)).map(flaw -> "contains " + flaw);
    } catch (CharacterCodingException e) {
      return Optional.of("is not UTF-8");
    }
  }

  /** A part of an address as a message may show it. */
  static String shown(String encoded) {
    return encoded.length() <= SHOWN ? encoded : encoded.substring(0, SHOWN) + "…";
  }

  private static int hex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 || text.charAt(at) > 'f' || text.charAt(at + 1) > 'f'
        ? -1
        : high * 16 + low;
  }
}
