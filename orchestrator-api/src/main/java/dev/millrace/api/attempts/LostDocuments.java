package dev.millrace.api.attempts;

import dev.millrace.api.housekeeping.Chore;
import dev.millrace.scheduler.catalog.BlobStore;
import dev.millrace.scheduler.dispatch.AttemptDocuments;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.AttemptRecord;
import dev.millrace.scheduler.store.RepeatedFailureLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finishes the notebooks of attempts whose worker is gone, or hung until the server timed them out:
 * what its events told is kept, the cell that ran and the notebook get their true end.
 */
@Component
class LostDocuments implements Chore {
  private static final Logger log = LoggerFactory.getLogger(LostDocuments.class);
  private static final int BATCH = 50;

  private final AttemptDocuments documents;
  private final AttemptReads attempts;
  private final AttemptNotebooks notebooks;
  private final BlobStore blobs;
  private final RepeatedFailureLog failures = new RepeatedFailureLog(Duration.ofMinutes(10));

  LostDocuments(
      AttemptDocuments documents,
      AttemptReads attempts,
      AttemptNotebooks notebooks,
      BlobStore blobs) {
    this.documents = documents;
    this.attempts = attempts;
    this.notebooks = notebooks;
    this.blobs = blobs;
  }

  @Override
  public String name() {
    return "finishing notebooks of lost attempts";
  }

  /** One pass. Safe on several servers at once: each server makes the same bytes. */
  @Override
  public int sweep() {
    int finished = 0;
    for (UUID id : documents.unfinished(BATCH)) {
      try {
        documents.finish(id, document(id));
        finished++;
      } catch (IOException | RuntimeException e) {
        log.warn(
            "the notebook of lost attempt {} could not be finished ({}); it is tried again",
            id,
            RepeatedFailureLog.line(e),
            failures.isFirst(e) ? e : null);
      }
    }
    return finished;
  }

  private @Nullable String document(UUID id) throws IOException {
    AttemptRecord attempt = attempts.attempt(id).orElseThrow();
    Optional<AttemptNotebooks.Folded> folded = notebooks.fold(attempt);
    if (folded.isEmpty() || folded.get().lastSeq() == 0) {
      return null;
    }
    log.info(
        "finished the notebook of lost attempt {} from its {} events", id, folded.get().lastSeq());
    byte[] document = folded.get().document().toBytes();
    return blobs.put(new ByteArrayInputStream(document), null).digest().hex();
  }
}
