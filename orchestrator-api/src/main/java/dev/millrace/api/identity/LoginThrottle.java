package dev.millrace.api.identity;

import dev.millrace.api.problems.Problem;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Slows guessing down. A try is counted and committed before its password is looked at, so tries
 * that arrive together do not pass together; all servers of a database count in the same rows.
 *
 * <p>Within five minutes one address may fail ten times for one name and fifty times for all names.
 * A hundred failures for one name from all addresses stop new addresses only: an address from which
 * this person has signed in lately has its own ten tries, whatever others do. Login links are not
 * counted, because 256 random bits cannot be guessed.
 */
@Component
class LoginThrottle {
  private static final int WINDOW_MINUTES = 5;
  private static final int PER_NAME_AND_ADDRESS = 10;
  private static final int PER_ADDRESS = 50;
  private static final int PER_NAME = 100;

  /** Refused links of one address that are written down; more say nothing new. */
  private static final int RECORDED_LINKS = 50;

  // Sorted, so that two statements take their rows in the same order.
  private static final String COUNT =
      """
      INSERT INTO login_tries AS t (subject, since, tries)
      SELECT subject, millrace_now(), 1 FROM unnest(:subjects) AS subject ORDER BY subject
      ON CONFLICT (subject) DO UPDATE
         SET since = CASE WHEN t.since > millrace_now() - make_interval(mins => :window)
                          THEN t.since ELSE millrace_now() END,
             tries = CASE WHEN t.since > millrace_now() - make_interval(mins => :window)
                          THEN t.tries + 1 ELSE 1 END
      RETURNING subject, tries""";

  private final JdbcClient sql;
  private final TransactionTemplate transaction;

  LoginThrottle(JdbcClient sql, TransactionTemplate transaction) {
    this.sql = sql;
    this.transaction = transaction;
  }

  /** A try that was counted as if it had failed. */
  record Try(List<String> subjects) {}

  /**
   * Counts a try before the password is looked at.
   *
   * @throws dev.millrace.api.problems.ProblemException 429 when there were too many; then nothing
   *     is counted
   */
  Try reserve(String name, String address) {
    String sender = IpAddress.sender(address);
    Map<String, Integer> limits = new HashMap<>();
    limits.put(subject("name and address", name, sender), PER_NAME_AND_ADDRESS);
    limits.put(subject("address", sender), PER_ADDRESS);
    if (!known(name, sender)) {
      limits.put(subject("name", name), PER_NAME);
    }
    transaction.executeWithoutResult(
        status -> {
          if (exceeds(limits)) {
            status.setRollbackOnly();
            throw Problem.of(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "LOGIN_THROTTLED",
                    "too many sign-ins were refused lately")
                .hint("try again in " + WINDOW_MINUTES + " minutes, or use a login link")
                .exception();
          }
        });
    return new Try(List.copyOf(limits.keySet()));
  }

  /** Takes back a try that did not fail. */
  void giveBack(Try reserved) {
    sql.sql(
            """
            WITH counted AS MATERIALIZED (
              SELECT subject FROM login_tries WHERE subject = ANY (?) ORDER BY subject FOR UPDATE)
            UPDATE login_tries t SET tries = greatest(t.tries - 1, 0)
              FROM counted c WHERE t.subject = c.subject""")
        .param(SqlArrays.texts(reserved.subjects()))
        .update();
  }

  /** Remembers that this person has signed in from there. */
  void signedIn(UUID principal, String address) {
    sql.sql(
            """
            INSERT INTO login_address (principal, sender) VALUES (?, ?)
            ON CONFLICT (principal, sender) DO UPDATE SET last_at = millrace_now()""")
        .params(principal, IpAddress.sender(address))
        .update();
  }

  /** Whether another refused link of this address is worth a line in the audit. */
  boolean recordsRefusedLink(String address) {
    Map<String, Integer> limit =
        Map.of(subject("refused link", IpAddress.sender(address)), RECORDED_LINKS);
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              boolean enough = exceeds(limit);
              if (enough) {
                status.setRollbackOnly();
              }
              return !enough;
            }));
  }

  private boolean known(String name, String sender) {
    return sql.sql(
            """
            SELECT EXISTS (SELECT FROM login_address a JOIN principal p ON p.id = a.principal
                            WHERE p.name = ? AND a.sender = ?)""")
        .params(name, sender)
        .query(Boolean.class)
        .single();
  }

  private boolean exceeds(Map<String, Integer> limits) {
    List<Boolean> exceeded = new ArrayList<>();
    sql.sql(COUNT)
        .param("subjects", SqlArrays.texts(limits.keySet()))
        .param("window", WINDOW_MINUTES)
        .query(
            row -> {
              int limit = limits.getOrDefault(row.getString("subject"), 0);
              exceeded.add(row.getInt("tries") > limit);
            });
    return exceeded.contains(true);
  }

  /** A digest: names come from strangers and may be of any length and of any characters. */
  private static String subject(String kind, String... parts) {
    byte[] digest = Credentials.hash(kind + "\n" + String.join("\n", parts));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(digest)
        .transform(d -> kind + " " + d);
  }
}
