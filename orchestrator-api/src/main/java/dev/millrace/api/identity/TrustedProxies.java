package dev.millrace.api.identity;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose {@code Forwarded} and {@code X-Forwarded-For} are believed: addresses and
 * networks such as {@code 10.0.0.0/8}.
 */
public final class TrustedProxies {
  private final List<Network> networks;

  private TrustedProxies(List<Network> networks) {
    this.networks = List.copyOf(networks);
  }

  private record Network(InetAddress address, int bits) {
    boolean contains(InetAddress other) {
      byte[] mine = address.getAddress();
      byte[] its = other.getAddress();
      if (mine.length != its.length) {
        return false;
      }
      int whole = bits / 8;
      int rest = bits % 8;
      return Arrays.equals(mine, 0, whole, its, 0, whole)
          && (rest == 0 || ((mine[whole] ^ its[whole]) & 0xff) >>> (8 - rest) == 0);
    }
  }

  /**
   * Reads a list that is separated by commas.
   *
   * @param text null and blank: no proxy is trusted
   * @throws IllegalArgumentException when an entry is neither an address nor a network; the message
   *     names it
   */
  public static TrustedProxies parse(@Nullable String text) {
    List<Network> networks = new ArrayList<>();
    for (String entry : text == null ? new String[0] : text.split(",", -1)) {
      if (!entry.isBlank()) {
        networks.add(network(entry.strip()));
      }
    }
    return new TrustedProxies(networks);
  }

  private static Network network(String entry) {
    String[] parts = entry.split("/", -1);
    InetAddress address = IpAddress.parse(parts[0]).orElse(null);
    if (address == null || parts.length > 2) {
      throw wrong(entry);
    }
    int most = address.getAddress().length * 8;
    if (parts.length == 1) {
      return new Network(address, most);
    }
    if (!parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > most) {
      throw wrong(entry);
    }
    return new Network(address, Integer.parseInt(parts[1]));
  }

  private static IllegalArgumentException wrong(String entry) {
    return new IllegalArgumentException(
        "'%s' is neither an address nor a network; they look like 10.0.0.7, 10.0.0.0/8 or fd00::/8"
            .formatted(entry));
  }

  boolean contain(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }
}
