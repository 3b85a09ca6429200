package dev.millrace.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void anUnknownUsersPasswordIsComparedAsDearlyAsAnyOther() {
    // Fewer rounds or less memory would make it outdated; what is no hash at all would be an error.
    assertThat(passwords.outdated(passwords.nobody())).isFalse();
    assertThat(passwords.matches("correct horse battery", null)).isFalse();
    assertThat(passwords.nobody()).isNotEqualTo(new Passwords().nobody());
  }
}
