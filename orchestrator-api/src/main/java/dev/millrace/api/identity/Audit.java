package dev.millrace.api.identity;

import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The record of who did what. Callers write it inside the transaction that does what it records.
 */
@Service
public class Audit {
  private final JdbcClient sql;

  Audit(JdbcClient sql) {
    this.sql = sql;
  }

  /** One line of the record. */
  public record Entry(
      long id,
      Instant at,
      @Nullable UUID principal,
      String actor,
      String action,
      String subject,
      @Nullable UUID project,
      @Nullable String detail) {}

  /**
   * Records what a caller did.
   *
   * @param action noun.verb, such as {@code run.cancel}
   * @param subject what it was done to, as people name it
   * @param project the project it happened in; null: the instance
   * @throws org.springframework.transaction.IllegalTransactionStateException when there is no
   *     transaction to share
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(
      Caller caller,
      String action,
      String subject,
      @Nullable UUID project,
      @Nullable String detail) {
    insert(caller.principal(), caller.name(), action, subject, project, detail);
  }

  /**
   * Records what happened without a caller: the server's own doing, or someone who was not let in.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(
      @Nullable UUID principal,
      String actor,
      String action,
      String subject,
      @Nullable String detail) {
    insert(principal, actor, action, subject, null, detail);
  }

  private void insert(
      @Nullable UUID principal,
      String actor,
      String action,
      String subject,
      @Nullable UUID project,
      @Nullable String detail) {
    sql.sql(
            """
            INSERT INTO audit (principal, actor, action, subject, project, detail)
            VALUES (CAST(? AS uuid), ?, ?, ?, CAST(? AS uuid), ?)""")
        .params(java.util.Arrays.asList(principal, actor, action, subject, project, detail))
        .update();
  }

  /** The record, newest first. */
  Page<Entry> newestFirst(PageRequest page) {
    var rows =
        sql.sql(
                """
                SELECT id, at, principal, actor, action, subject, project, detail FROM audit
                 WHERE (CAST(:after AS bigint) IS NULL OR id < :after) ORDER BY id DESC LIMIT :fetch""")
            .param("after", page.afterNumber())
            .param("fetch", page.fetch())
            .query(
                (row, n) ->
                    new Entry(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getObject("principal", UUID.class),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getObject("project", UUID.class),
                        row.getString("detail")))
            .list();
    return Page.of(rows, page, entry -> Long.toString(entry.id()));
  }
}
