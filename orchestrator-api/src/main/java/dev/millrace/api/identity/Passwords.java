package dev.millrace.api.identity;

import dev.millrace.api.problems.Problem;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * How passwords are stored. The algorithm's name is stored with each hash, so a newer one can
 * replace it at sign-in.
 *
 * <p>A hash takes a core for a while and much memory. Half of the cores compute hashes, on threads
 * of their own, so that other requests are answered meanwhile; {@value #WAITING} may wait, and more
 * are refused.
 */
@Component
final class Passwords {
  private static final String ALGORITHM = "argon2@SpringSecurity_v5_8";
  private static final int LEAST_LENGTH = 12;

  /** Longer ones only cost time: argon2 reads every character. */
  private static final int MOST_LENGTH = 1000;

  private static final int WAITING = 64;

  private final ExecutorService hashing = hashing();
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
    @Nullable String encoded = hashed(() -> encoder.encode(password));
    if (encoded == null) {
      throw new IllegalStateException("no encoded password for a password");
    }
    return encoded;
  }

  boolean matches(String password, @Nullable String stored) {
    boolean possible = password.length() <= MOST_LENGTH;
    boolean fits =
        hashed(() -> encoder.matches(possible ? password : "", stored == null ? nobody : stored));
    return fits && possible && stored != null;
  }

  boolean outdated(String stored) {
    return encoder.upgradeEncoding(stored);
  }

  /** What an unknown user's password is compared with. */
  String nobody() {
    return nobody;
  }

  private <T extends @Nullable Object> T hashed(Callable<T> hash) {
    try {
      return hashing.submit(hash).get();
    } catch (RejectedExecutionException e) {
      throw Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "LOGIN_BUSY",
              "too many passwords wait to be compared at this moment")
          .hint("try again in a few seconds, or use a login link")
          .exception();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a password was compared", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be compared", e.getCause());
    }
  }

  /** Platform threads: on virtual ones a hash would keep the few carriers from all others. */
  private static ExecutorService hashing() {
    int cores = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    var pool =
        new ThreadPoolExecutor(
            cores,
            cores,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("password-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return Base64.getEncoder().withoutPadding().encodeToString(random);
  }
}
