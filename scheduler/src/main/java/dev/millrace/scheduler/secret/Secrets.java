package dev.millrace.scheduler.secret;

import dev.millrace.dsl.SecretName;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.SqlArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The secrets of projects: set, listed, deleted. Nothing here tells a value. */
public final class Secrets {
  private static final String COLUMNS = "name, version, created_at, created_by";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final SecretCipher cipher;
  private final SecretKeys keys;
  private final Ids ids;

  Secrets(JdbcClient jdbc, TransactionOperations transactions, SecretKeys keys, Ids ids) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.cipher = new SecretCipher(keys);
    this.keys = keys;
    this.ids = ids;
  }

  /** The newest row of a name, whether or not it can be read. */
  private record Newest(UUID id, int version, SecretCipher.@Nullable Sealed sealed) {}

  /**
   * Gives a secret a new value; the one before is destroyed. The value that it has already changes
   * nothing. Shares the caller's transaction.
   *
   * @throws IllegalArgumentException when the name is not allowed
   * @throws SecretKeyException when this server has no key
   */
  public SecretRecord set(UUID project, String name, SecretValue value, String by) {
    if (!SecretName.isValid(name)) {
      throw new IllegalArgumentException(SecretName.RULE);
    }
    return transactions.execute(
        status -> {
          lock(project);
          Optional<Newest> newest = newest(project, name);
          if (newest.isPresent() && holds(project, name, newest.get(), value)) {
            return find(project, name).orElseThrow();
          }
          destroy(project, name, by);
          int version = newest.map(Newest::version).orElse(0) + 1;
          UUID id = newest.map(Newest::id).orElseGet(ids::next);
          var sealed = cipher.seal(value, new SecretCipher.Place(project, name, version));
          jdbc.sql(
                  """
                  INSERT INTO secret (id, version, project, name, ciphertext, key_id, created_by)
                  VALUES (:id, :version, :project, :name, :ciphertext, :key, :by)
                  """)
              .param("id", id)
              .param("version", version)
              .param("project", project)
              .param("name", name)
              .param("ciphertext", sealed.bytes())
              .param("key", sealed.keyId())
              .param("by", by)
              .update();
          return find(project, name).orElseThrow();
        });
  }

  /** The secret of that name; empty when it was never set, or deleted. */
  public Optional<SecretRecord> find(UUID project, String name) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + " FROM secret WHERE project = :project AND name = :name AND ciphertext IS NOT NULL")
        .param("project", project)
        .param("name", name)
        .query((row, i) -> secret(row))
        .optional();
  }

  /**
   * Secrets of a project by name.
   *
   * @param after only names behind this one; null: from the first
   */
  public List<SecretRecord> list(UUID project, @Nullable String after, int limit) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + """
                 FROM secret
                 WHERE project = :project AND ciphertext IS NOT NULL AND name > :after
                 ORDER BY name LIMIT :limit
                """)
        .param("project", project)
        .param("after", after == null ? "" : after)
        .param("limit", limit)
        .query((row, i) -> secret(row))
        .list();
  }

  /** Destroys a secret's value. Whether there was one. */
  public boolean delete(UUID project, String name, String by) {
    return destroy(project, name, by) > 0;
  }

  /** Which of these names the project has no secret for. */
  public Set<String> missing(UUID project, Collection<String> names) {
    Set<String> missing = new HashSet<>(names);
    if (!missing.isEmpty()) {
      jdbc.sql(
              """
              SELECT name FROM secret
               WHERE project = :project AND name = ANY (:names) AND ciphertext IS NOT NULL
              """)
          .param("project", project)
          .param("names", SqlArrays.texts(names))
          .query(String.class)
          .list()
          .forEach(missing::remove);
    }
    return missing;
  }

  /** Ids of keys that secrets need and this server does not have. */
  public Set<String> missingKeys() {
    Set<String> missing =
        new HashSet<>(
            jdbc.sql("SELECT DISTINCT key_id FROM secret WHERE ciphertext IS NOT NULL")
                .query(String.class)
                .list());
    missing.removeAll(keys.ids());
    return missing;
  }

  private boolean holds(UUID project, String name, Newest newest, SecretValue value) {
    SecretCipher.Sealed sealed = newest.sealed();
    if (sealed == null || !keys.ids().stream().findFirst().equals(Optional.of(sealed.keyId()))) {
      return false; // gone, or under another key than the one that encrypts now
    }
    try {
      return cipher
          .open(sealed, new SecretCipher.Place(project, name, newest.version()))
          .equals(value);
    } catch (SecretKeyException e) {
      return false; // the row was tampered with; the new value replaces it
    }
  }

  /** Two writers of one project's secrets come one after the other. */
  private void lock(UUID project) {
    jdbc.sql("SELECT id FROM project WHERE id = :project FOR NO KEY UPDATE")
        .param("project", project)
        .query(UUID.class)
        .single();
  }

  private Optional<Newest> newest(UUID project, String name) {
    return jdbc.sql(
            """
            SELECT id, version, ciphertext, key_id FROM secret
             WHERE project = :project AND name = :name ORDER BY version DESC LIMIT 1
            """)
        .param("project", project)
        .param("name", name)
        .query(
            (row, i) -> {
              byte[] bytes = row.getBytes("ciphertext");
              return new Newest(
                  Columns.uuid(row, "id"),
                  row.getInt("version"),
                  bytes == null ? null : new SecretCipher.Sealed(row.getString("key_id"), bytes));
            })
        .optional();
  }

  private int destroy(UUID project, String name, String by) {
    return jdbc.sql(
            """
            UPDATE secret SET ciphertext = NULL, destroyed_at = millrace_now(), destroyed_by = :by
             WHERE project = :project AND name = :name AND ciphertext IS NOT NULL
            """)
        .param("project", project)
        .param("name", name)
        .param("by", by)
        .update();
  }

  private static SecretRecord secret(ResultSet row) throws SQLException {
    return new SecretRecord(
        row.getString("name"),
        row.getInt("version"),
        Columns.instant(row, "created_at"),
        row.getString("created_by"));
  }
}
