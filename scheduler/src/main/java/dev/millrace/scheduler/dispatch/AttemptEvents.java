package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.StorableText;
import dev.millrace.scheduler.store.AttemptEvent;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.SqlArrays;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Takes the events of attempts from their workers. Reading them is {@code AttemptReads}. */
public final class AttemptEvents {
  // The attempt's row is locked so that two batches of one attempt, a repeated request among them,
  // come one after the
  // other. It is not the run's lock: a chatty notebook must not hold up its run.
  private static final String LOCK =
      """
      SELECT stored_events FROM attempt
       WHERE id = :attempt AND session = :session AND epoch = :epoch
         AND (state IN ('leased', 'running') OR document_pending)
         FOR NO KEY UPDATE
      """;

  private static final String INSERT =
      """
      INSERT INTO attempt_event (attempt, seq, kind, at, data)
      SELECT :attempt, e.seq, e.kind, e.at::timestamptz, e.data::json
        FROM unnest(:seqs, :kinds, :ats, :datas) AS e (seq, kind, at, data)
      """;

  private static final String ADVANCE =
      """
      UPDATE attempt
         SET stored_events = :stored, phase = coalesce(:phase, phase),
             user_code_at = CASE WHEN :phase = 'cells'
                                 THEN coalesce(user_code_at, millrace_clock())
                                 ELSE user_code_at END
       WHERE id = :attempt
      """;

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Bell bell;

  public AttemptEvents(JdbcClient jdbc, TransactionOperations transactions, Bell bell) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.bell = bell;
  }

  /**
   * Stores events in order, with texts that can be stored. Numbers that are stored already are
   * ignored; what follows a gap is left out and asked for again by the answer. Events of a lost
   * attempt are taken until its document is finished; they never change its state.
   *
   * @param events ascending by number
   * @return the highest number up to which none is missing; 0: none is stored
   * @throws StaleEpochException when the attempt is not that session's under that epoch, or ended
   */
  public long append(UUID session, UUID attempt, long epoch, List<AttemptEvent> events) {
    Long stored =
        transactions.execute(
            status -> {
              long before =
                  jdbc.sql(LOCK)
                      .param("attempt", attempt)
                      .param("session", session)
                      .param("epoch", epoch)
                      .query(Long.class)
                      .optional()
                      .orElseThrow(() -> new StaleEpochException(attempt, epoch));
              List<AttemptEvent> fresh = nextInOrder(events, before);
              return fresh.isEmpty() ? before : store(attempt, fresh);
            });
    return stored;
  }

  private long store(UUID attempt, List<AttemptEvent> fresh) {
    jdbc.sql(INSERT)
        .param("attempt", attempt)
        .param("seqs", SqlArrays.longs(fresh.stream().map(AttemptEvent::seq).toList()))
        .param("kinds", SqlArrays.texts(fresh, event -> StorableText.cleaned(event.kind())))
        .param("ats", SqlArrays.texts(fresh, event -> storable(event.at()).toString()))
        .param("datas", SqlArrays.texts(fresh, AttemptEvents::data))
        .update();
    long last = fresh.getLast().seq();
    jdbc.sql(ADVANCE)
        .param("attempt", attempt)
        .param("stored", last)
        .param("phase", newestPhase(fresh))
        .update();
    bell.ring(BellKey.attempt(attempt));
    return last;
  }

  private static List<AttemptEvent> nextInOrder(List<AttemptEvent> events, long stored) {
    List<AttemptEvent> fresh = new ArrayList<>();
    long next = stored + 1;
    for (AttemptEvent event : events) {
      if (event.seq() == next) {
        fresh.add(event);
        next++;
      }
    }
    return fresh;
  }

  private static String data(AttemptEvent event) {
    return Json.write(StorableText.cleaned(event.data()));
  }

  // A worker's clock may say anything; it is shown and decides nothing.
  private static Instant storable(Instant at) {
    return at.isBefore(EARLIEST) ? EARLIEST : at.isAfter(LATEST) ? LATEST : at;
  }

  private static @Nullable String newestPhase(List<AttemptEvent> events) {
    return events.reversed().stream()
        .filter(event -> event.kind().equals("phase"))
        .map(event -> event.data().path("phase").asString())
        .findFirst()
        .orElse(null);
  }
}
