package dev.millrace.api.attempts;

import dev.millrace.dsl.EffectiveStep;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.executor.notebook.Notebook;
import dev.millrace.executor.notebook.NotebookDocument;
import dev.millrace.executor.notebook.NotebookEventCodec;
import dev.millrace.executor.notebook.NotebookException;
import dev.millrace.executor.notebook.NotebookParameters;
import dev.millrace.executor.notebook.Preparation;
import dev.millrace.scheduler.catalog.BlobStore;
import dev.millrace.scheduler.catalog.Digest;
import dev.millrace.scheduler.store.AttemptEvent;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.AttemptRecord;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.RunReads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The notebook of an attempt: the stored one once there is one, else the fold of its input notebook
 * and the events so far. Both are the same document, so a page that reloads in the middle of a run
 * sees what it saw.
 */
@Component
class AttemptNotebooks {
  private static final Logger log = LoggerFactory.getLogger(AttemptNotebooks.class);
  private static final int BATCH = 500;

  private final AttemptReads attempts;
  private final RunReads runs;
  private final Definitions definitions;
  private final BlobStore blobs;
  private final JdbcClient sql;
  private final JsonMapper json = JsonMapper.builder().build();

  AttemptNotebooks(
      AttemptReads attempts,
      RunReads runs,
      Definitions definitions,
      BlobStore blobs,
      JdbcClient sql) {
    this.attempts = attempts;
    this.runs = runs;
    this.definitions = definitions;
    this.blobs = blobs;
    this.sql = sql;
  }

  /**
   * A document made from events.
   *
   * @param lastSeq the newest event that is in it; 0: none
   */
  record Folded(NotebookDocument document, long lastSeq) {}

  /** Which notebook the attempt runs; null when its step runs none. */
  @Nullable NotebookTask task(AttemptRecord attempt) {
    EffectiveStep step =
        definitions.version(attempt.dagVersionId()).dag().effective(attempt.step());
    return step.notebook();
  }

  /**
   * The notebook for the live page; empty when the step has none, or its file cannot be read as a
   * notebook.
   */
  Optional<LiveNotebook> live(AttemptRecord attempt) {
    if (attempt.documentDigest() != null) {
      byte[] stored = read(new Digest(attempt.documentDigest()));
      return Optional.of(
          LiveNotebook.of(
              attempt.brief().id(),
              attempt.storedEvents(),
              attempt.kernel(),
              json.readTree(stored)));
    }
    return fold(attempt)
        .map(
            folded ->
                LiveNotebook.of(
                    attempt.brief().id(),
                    folded.lastSeq(),
                    attempt.kernel(),
                    json.readTree(folded.document().toBytes())));
  }

  /** The notebook as a file. */
  Optional<byte[]> ipynb(AttemptRecord attempt) {
    return attempt.documentDigest() != null
        ? Optional.of(read(new Digest(attempt.documentDigest())))
        : fold(attempt).map(folded -> folded.document().toBytes());
  }

  /**
   * The input notebook with everything that its events say. The notebook of an attempt that ended
   * has ended too, also where its last events never came: it is never shown as running.
   */
  Optional<Folded> fold(AttemptRecord attempt) {
    NotebookTask task = task(attempt);
    Optional<byte[]> input = task == null ? Optional.empty() : input(attempt, task.notebook());
    if (task == null || input.isEmpty()) {
      return Optional.empty();
    }
    NotebookDocument document;
    try {
      Notebook notebook = Notebook.parse(input.get());
      document = NotebookDocument.prepare(notebook, preparation(attempt, task, notebook));
    } catch (NotebookException e) {
      log.debug("attempt {} has no document: {}", attempt.brief().id(), e.getMessage());
      return Optional.empty();
    }
    long lastSeq = replay(attempt, document);
    if (attempt.brief().state().isTerminal()) {
      document.finish(
          NotebookEnds.of(attempt.brief()),
          Objects.requireNonNullElse(attempt.brief().endedAt(), Instant.EPOCH));
    }
    return Optional.of(new Folded(document, lastSeq));
  }

  private long replay(AttemptRecord attempt, NotebookDocument document) {
    long seq = 0;
    while (true) {
      List<AttemptEvent> events = attempts.eventsAfter(attempt.brief().id(), seq, BATCH);
      for (AttemptEvent event : events) {
        if (NotebookKinds.isOfNotebook(event.kind())) {
          document.apply(NotebookEventCodec.decode(event.data()));
        }
        seq = event.seq();
      }
      if (events.size() < BATCH) {
        return seq;
      }
    }
  }

  private Preparation preparation(AttemptRecord attempt, NotebookTask task, Notebook notebook) {
    var run = runs.run(attempt.run()).orElseThrow();
    // What the worker injects, or the fold would be another document.
    var parameters =
        NotebookParameters.choose(
            notebook,
            new NotebookParameters.Given(
                run.dag(), task.notebook(), run.parameters(), attempt.parameters()));
    return new Preparation(
        parameters.injected(),
        task.notebook(),
        "attempts/" + attempt.brief().id() + "/notebook",
        task.reportMode());
  }

  private Optional<byte[]> input(AttemptRecord attempt, String path) {
    if (attempt.snapshot() == null) {
      return Optional.empty();
    }
    return sql.sql("SELECT digest FROM snapshot_file WHERE snapshot = ? AND path = ?")
        .params(attempt.snapshot(), path)
        .query(String.class)
        .optional()
        .map(digest -> read(new Digest(digest)));
  }

  private byte[] read(Digest digest) {
    try (InputStream content = blobs.open(digest)) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the notebook " + digest + " cannot be read from its store", e);
    }
  }
}
