package dev.millrace.api.identity;

import dev.millrace.api.MillraceProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The address that a request comes from. It is the connection's own address, unless that is a
 * trusted proxy: then the headers are read from right to left, and the first address that is not a
 * trusted proxy is the client. What stands left of it was written by the client and is ignored.
 */
@Component
final class ClientAddresses {
  private final TrustedProxies proxies;

  ClientAddresses(MillraceProperties properties) {
    this.proxies = TrustedProxies.parse(properties.trustedProxies());
  }

  String of(HttpServletRequest request) {
    InetAddress connected = IpAddress.parse(request.getRemoteAddr()).orElse(null);
    if (connected == null || !proxies.contain(connected)) {
      return request.getRemoteAddr();
    }
    List<String> forwarded = forwarded(Collections.list(request.getHeaders("Forwarded")));
    List<String> simple = split(Collections.list(request.getHeaders("X-Forwarded-For")), ',');
    InetAddress first = walk(connected, forwarded.isEmpty() ? simple : forwarded);
    InetAddress second = walk(connected, simple.isEmpty() ? forwarded : simple);
    // A proxy writes one of the headers and passes the other on as the client sent it. Where they
    // differ it is not known which is which, so neither is believed.
    return (first.equals(second) ? first : connected).getHostAddress();
  }

  private InetAddress walk(InetAddress connected, List<String> hops) {
    InetAddress client = connected;
    for (int hop = hops.size() - 1; hop >= 0 && proxies.contain(client); hop--) {
      Optional<InetAddress> before = address(hops.get(hop));
      if (before.isEmpty()) {
        break; // "unknown" or hidden: the proxy that says so is the nearest that is known
      }
      client = before.get();
    }
    return client;
  }

  /** The {@code for} of each element of RFC 7239; empty text where an element has none. */
  private static List<String> forwarded(List<String> headers) {
    List<String> hops = new ArrayList<>();
    for (String element : split(headers, ',')) {
      String hop = "";
      for (String pair : split(List.of(element), ';')) {
        if (pair.regionMatches(true, 0, "for=", 0, 4)) {
          hop = pair.substring(4).strip().replace("\"", "");
        }
      }
      hops.add(hop);
    }
    return hops;
  }

  /** The parts between separators outside of quotes, over all lines of a header. */
  private static List<String> split(List<String> headers, char separator) {
    List<String> parts = new ArrayList<>();
    for (String header : headers) {
      boolean quoted = false;
      int from = 0;
      for (int i = 0; i < header.length(); i++) {
        char c = header.charAt(i);
        quoted ^= c == '"';
        if (c == separator && !quoted) {
          parts.add(header.substring(from, i).strip());
          from = i + 1;
        }
      }
      parts.add(header.substring(from).strip());
    }
    return parts;
  }

  /** An address as proxies write it: alone, with a port, or in brackets. */
  private static Optional<InetAddress> address(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? Optional.empty() : IpAddress.parse(hop.substring(1, end));
    }
    int colon = hop.indexOf(':');
    boolean port = colon >= 0 && colon == hop.lastIndexOf(':');
    return IpAddress.parse(port ? hop.substring(0, colon) : hop);
  }
}
