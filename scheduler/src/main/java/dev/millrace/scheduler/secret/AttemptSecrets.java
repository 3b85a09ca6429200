package dev.millrace.scheduler.secret;

import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Decrypts the secrets of an attempt that was leased, and records which versions it was given. */
public final class AttemptSecrets {
  private static final String READ =
      """
      SELECT id, name, version, ciphertext, key_id FROM secret
       WHERE project = :project AND name = ANY (:names) AND ciphertext IS NOT NULL
      """;

  private static final String RECORD =
      """
      INSERT INTO attempt_secret (attempt, secret, version)
      SELECT :attempt, g.secret, g.version FROM unnest(:secrets, :versions) AS g(secret, version)
      ON CONFLICT DO NOTHING
      """;

  private final JdbcClient jdbc;
  private final SecretCipher cipher;

  public AttemptSecrets(JdbcClient jdbc, SecretKeys keys) {
    this.jdbc = jdbc;
    this.cipher = new SecretCipher(keys);
  }

  private record Stored(UUID id, String name, int version, SecretCipher.Sealed sealed) {}

  /**
   * The newest values; costs nothing for a step that wants none.
   *
   * @param wanted names of secrets by the environment variables that get them
   */
  public SecretGrant grant(UUID attempt, UUID project, Map<String, String> wanted) {
    if (wanted.isEmpty()) {
      return SecretGrant.NOTHING;
    }
    Map<String, Stored> stored = read(project, wanted);
    var missing = new TreeSet<>(wanted.values());
    missing.removeAll(stored.keySet());
    if (!missing.isEmpty()) {
      return new SecretGrant.Unknown(
          "the project has no secret %s; set it with `millrace secret set`, or correct the step's secrets"
              .formatted(
                  missing.stream()
                      .map(name -> "'" + name + "'")
                      .collect(Collectors.joining(", "))));
    }
    try {
      Map<String, SecretValue> values = new HashMap<>();
      for (Map.Entry<String, String> wish : wanted.entrySet()) {
        Stored secret = Objects.requireNonNull(stored.get(wish.getValue()));
        var place = new SecretCipher.Place(project, secret.name(), secret.version());
        values.put(wish.getKey(), cipher.open(secret.sealed(), place));
      }
      record(attempt, List.copyOf(stored.values()));
      return new SecretGrant.Given(values);
    } catch (SecretKeyException e) {
      return new SecretGrant.Locked(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Stored> read(UUID project, Map<String, String> wanted) {
    return jdbc
        .sql(READ)
        .param("project", project)
        .param("names", SqlArrays.texts(wanted.values()))
        .query(
            (row, i) ->
                new Stored(
                    Columns.uuid(row, "id"),
                    row.getString("name"),
                    row.getInt("version"),
                    new SecretCipher.Sealed(row.getString("key_id"), row.getBytes("ciphertext"))))
        .list()
        .stream()
        .collect(Collectors.toMap(Stored::name, secret -> secret));
  }

  private void record(UUID attempt, List<Stored> secrets) {
    jdbc.sql(RECORD)
        .param("attempt", attempt)
        .param("secrets", SqlArrays.uuids(secrets.stream().map(Stored::id).toList()))
        .param("versions", SqlArrays.ints(secrets.stream().map(Stored::version).toList()))
        .update();
  }
}
