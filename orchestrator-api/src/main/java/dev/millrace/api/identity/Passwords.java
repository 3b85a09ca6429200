package dev.millrace.api.identity;

import dev.millrace.api.problems.Problem;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * How passwords are stored. The algorithm's name is stored with each hash, so a newer one can
 * replace it at sign-in.
 */
@Component
final class Passwords {
  private static final String ALGORITHM = "argon2@SpringSecurity_v5_8";
  private static final int LEAST_LENGTH = 12;

  /** Longer ones only cost time: argon2 reads every character. */
  private static final int MOST_LENGTH = 1000;

  private final PasswordEncoder encoder =
      new DelegatingPasswordEncoder(
          ALGORITHM, Map.of(ALGORITHM, Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()));

  /**
   * Compared with when there is no user, so that the answer takes as long. Random bytes in the form
   * of a hash: making a real one would cost every start as much as a sign-in.
   */
  private final String nobody =
      "{%s}$argon2id$v=19$m=16384,t=2,p=1$%s$%s".formatted(ALGORITHM, random(16), random(32));

  String encode(String password) {
    if (password.length() < LEAST_LENGTH || password.length() > MOST_LENGTH) {
      throw Problem.invalid(
              "WEAK_PASSWORD", "the password has " + password.length() + " characters")
          .hint("take from " + LEAST_LENGTH + " to " + MOST_LENGTH)
          .exception();
    }
    String encoded = encoder.encode(password);
    if (encoded == null) {
      throw new IllegalStateException("no encoded password for a password");
    }
    return encoded;
  }

  boolean matches(String password, @Nullable String stored) {
    boolean possible = password.length() <= MOST_LENGTH;
    return encoder.matches(possible ? password : "", stored == null ? nobody : stored)
        && possible
        && stored != null;
  }

  boolean outdated(String stored) {
    return encoder.upgradeEncoding(stored);
  }

  /** What an unknown user's password is compared with. */
  String nobody() {
    return nobody;
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return Base64.getEncoder().withoutPadding().encodeToString(random);
  }
}
