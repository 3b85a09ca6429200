package dev.millrace.api.idempotency;

import dev.millrace.api.housekeeping.Chore;
import dev.millrace.api.problems.Problem;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table of answers already given. Beginning and keeping run inside the transaction of their
 * request.
 */
@Component
class Idempotency implements Chore {
  private final JdbcClient sql;
  private final JsonMapper json;

  Idempotency(JdbcClient sql, JsonMapper json) {
    this.sql = sql;
    this.json = json;
  }

  /**
   * Takes the key for this request. A second request with the same key waits here until the first
   * one's transaction has ended.
   *
   * @return empty: the key is ours, do it; otherwise the answer given before
   * @throws dev.millrace.api.problems.ProblemException the key belongs to another request, or its
   *     answer was not kept
   */
  Optional<StoredAnswer> begin(UUID principal, String key, byte[] requestHash) {
    int taken =
        sql.sql(
                "INSERT INTO idempotency (principal, key, body_hash) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .params(principal, key, requestHash)
            .update();
    if (taken == 1) {
      return Optional.empty();
    }
    record Row(String hash, Optional<String> answer) {}
    Row row =
        sql.sql(
                "SELECT encode(body_hash, 'hex'), answer FROM idempotency WHERE principal = ? AND key = ?")
            .params(principal, key)
            .query((r, n) -> new Row(r.getString(1), Optional.ofNullable(r.getString(2))))
            .single();
    if (!row.hash().equals(HexFormat.of().formatHex(requestHash))) {
      throw Problem.conflict(
              "IDEMPOTENCY_MISMATCH", "another request was sent with this Idempotency-Key")
          .hint("take a new key for a new request")
          .exception();
    }
    String answer =
        row.answer()
            .orElseThrow(
                () ->
                    Problem.conflict(
                            "IDEMPOTENCY_SECRET",
                            "this request was done before, and its answer had a secret that is shown only once")
                        .hint("make a new one with a new key, and revoke the first")
                        .exception());
    return Optional.of(json.readValue(answer, StoredAnswer.class));
  }

  void keep(UUID principal, String key, StoredAnswer answer) {
    sql.sql("UPDATE idempotency SET answer = CAST(? AS json) WHERE principal = ? AND key = ?")
        .params(json.writeValueAsString(answer), principal, key)
        .update();
  }

  @Override
  public String name() {
    return "forgetting old answers";
  }

  /** Forgets answers that are older than a day; returns how many. */
  @Override
  public int sweep() {
    return sql.sql("DELETE FROM idempotency WHERE created_at < millrace_now() - interval '1 day'")
        .update();
  }
}
