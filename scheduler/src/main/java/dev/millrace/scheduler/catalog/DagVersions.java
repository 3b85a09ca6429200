package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.codec.DagJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Finds definitions by the id of their version. A version never changes, so what was read once is
 * kept in memory, the least used dropped first. Safe for any number of threads.
 */
public final class DagVersions {

  private static final Logger LOG = LoggerFactory.getLogger(DagVersions.class);
  private static final int KEPT = 256;

  private final JdbcClient jdbc;
  private final TransactionOperations ownTransaction;
  private final Map<UUID, StoredDefinition> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, StoredDefinition> eldest) {
          return size() > KEPT;
        }
      };

  DagVersions(JdbcClient jdbc, TransactionOperations ownTransaction) {
    this.jdbc = jdbc;
    this.ownTransaction = ownTransaction;
  }

  /**
   * The definition of a version.
   *
   * @throws NotFoundException when there is no such version
   * @throws BrokenDefinitionException when the stored text cannot be read; its Dag is quarantined
   *     then
   */
  public StoredDefinition require(UUID version) {
    StoredDefinition known = known(version);
    if (known != null) {
      return known;
    }
    Row row =
        jdbc.sql(
                "SELECT dag, number, definition::text AS definition FROM dag_version WHERE id = :id")
            .param("id", version)
            .query(Row.class)
            .optional()
            .orElseThrow(
                () -> new NotFoundException("no version %s is stored".formatted(version), null));
    StoredDefinition read = read(version, row);
    synchronized (kept) {
      kept.put(version, read);
    }
    return read;
  }

  private @Nullable StoredDefinition known(UUID version) {
    synchronized (kept) {
      return kept.get(version);
    }
  }

  private StoredDefinition read(UUID version, Row row) {
    try {
      return new StoredDefinition(
          version, row.dag(), row.number(), DagJson.read(row.definition(), "definition").orThrow());
    } catch (RuntimeException | StackOverflowError e) {
      String reason = "version %d cannot be read: %s".formatted(row.number(), firstLine(e));
      LOG.error("Dag {} is quarantined, {}; other Dags go on", row.dag(), reason);
      ownTransaction.executeWithoutResult(status -> quarantine(row.dag(), reason));
      throw new BrokenDefinitionException(version, reason);
    }
  }

  /**
   * Skips a locked row: the caller's own transaction may hold it, and whoever reads next will note
   * it.
   */
  private void quarantine(UUID dag, String reason) {
    jdbc.sql(
            """
            UPDATE dag SET quarantined_at = millrace_now(), quarantine_reason = :reason
             WHERE id = (SELECT id FROM dag WHERE id = :dag AND quarantined_at IS NULL
                           FOR NO KEY UPDATE SKIP LOCKED)
            """)
        .param("dag", dag)
        .param("reason", reason)
        .update();
  }

  private static String firstLine(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }

  record Row(UUID dag, int number, String definition) {}
}
