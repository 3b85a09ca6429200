package dev.millrace.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.7,          10.0.0.7,        true",
    "10.0.0.7,          10.0.0.8,        false",
    "10.0.0.0/8,        10.255.1.2,      true",
    "10.0.0.0/8,        11.0.0.0,        false",
    "192.168.4.0/22,    192.168.7.255,   true",
    "192.168.4.0/22,    192.168.8.0,     false",
    "0.0.0.0/0,         203.0.113.9,     true",
    "0.0.0.0/0,         2001:db8::1,     false",
    "2001:db8::/33,     2001:db8:7fff::, true",
    "2001:db8::/33,     2001:db8:8000::, false",
    "::1,               0:0:0:0:0:0:0:1, true",
    "127.0.0.1,         ::ffff:127.0.0.1, true",
    "::ffff:10.0.0.7,   10.0.0.7,        true",
  })
  void anAddressIsOfANetworkOrNot(String list, String address, boolean trusted) {
    assertThat(TrustedProxies.parse(list).contain(IpAddress.parse(address).orElseThrow()))
        .isEqualTo(trusted);
  }

  @Test
  void nobodyIsTrustedUnlessNamed() {
    var loopback = IpAddress.parse("127.0.0.1").orElseThrow();
    assertThat(TrustedProxies.parse(null).contain(loopback)).isFalse();
    assertThat(TrustedProxies.parse(" , ").contain(loopback)).isFalse();
    assertThat(TrustedProxies.parse("10.0.0.1, 127.0.0.1").contain(loopback)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "proxy.example",
        "10.0.0.0/33",
        "10.0.0/8",
        "10.0.0.0/",
        "10.0.0.0/8/8",
        "300.1.1.1",
        "::/129",
        "1:2",
        "*",
        "10.0.0.1 10.0.0.2",
        "0127.0.0.1",
        "127.1"
      })
  void whatIsNoAddressIsNamed(String entry) {
    assertThatThrownBy(() -> TrustedProxies.parse("::1," + entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + entry + "'");
  }
}
