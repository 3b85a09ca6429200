package dev.millrace.api.identity;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses that are written in digits. Never asks a name server. */
final class IpAddress {
  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** What one subscriber of IPv6 has at the least: all its addresses count as one. */
  private static final int SUBSCRIBER_BYTES = 8;

  private IpAddress() {}

  /** An IPv4 or IPv6 address; one of IPv4 inside IPv6 is returned as IPv4. */
  static Optional<InetAddress> parse(String text) {
    int zone = text.indexOf('%');
    String digits = zone < 0 ? text : text.substring(0, zone);
    if (!V4.matcher(digits).matches() && !V6.matcher(digits).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(digits));
    } catch (UnknownHostException e) {
      return Optional.empty(); // colons and digits that are no address
    }
  }

  /** The sender that an address stands for when tries are counted. */
  static String sender(String address) {
    return parse(address)
        .filter(ip -> !(ip instanceof Inet4Address))
        .map(ip -> Arrays.copyOf(ip.getAddress(), SUBSCRIBER_BYTES))
        .map(network -> HexFormat.of().formatHex(network) + "::/64")
        .orElse(address);
  }
}
