package dev.millrace.api.attempts;

import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.scheduler.catalog.Digest;
import dev.millrace.scheduler.catalog.Snapshots;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.AttemptRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * One try of a step: what it is, and what happened in it. Its files are {@link
 * AttemptFileController}'s.
 */
@RestController
@RequestMapping("/api/v1/attempts/{attempt}")
class AttemptController {
  private final AttemptReads reads;
  private final AttemptNotebooks notebooks;
  private final Snapshots snapshots;

  private static final int MAX_WARNINGS = 50;

  AttemptController(AttemptReads reads, AttemptNotebooks notebooks, Snapshots snapshots) {
    this.reads = reads;
    this.notebooks = notebooks;
    this.snapshots = snapshots;
  }

  @GetMapping
  @Requires(scope = Scope.ATTEMPT)
  Attempt get(@PathVariable UUID attempt) {
    AttemptRecord record = record(attempt);
    NotebookTask task = notebooks.task(record);
    LiveNotebook.Progress progress =
        record.brief().state() == AttemptState.RUNNING && task != null
            ? notebooks.live(record).map(LiveNotebook::progress).orElse(null)
            : null;
    return Attempt.of(
        record,
        reads.warnings(attempt, MAX_WARNINGS).stream().map(Attempt.Warning::of).toList(),
        task == null ? null : task.notebook(),
        task == null ? null : digest(record, task.notebook()),
        progress);
  }

  // Told by the worker at the end; until then, and for one that was lost, the snapshot knows it.
  private @Nullable String digest(AttemptRecord attempt, String notebook) {
    return attempt.notebookDigest() != null || attempt.snapshot() == null
        ? attempt.notebookDigest()
        : snapshots
            .file(new Digest(attempt.snapshot()), notebook)
            .map(file -> file.digest().hex())
            .orElse(null);
  }

  /** The cells with code of its notebook, a line each; none when its step runs no notebook. */
  @GetMapping("/cells")
  @Requires(scope = Scope.ATTEMPT)
  List<CellLine> cells(@PathVariable UUID attempt) {
    List<CellLine> lines = new ArrayList<>();
    notebooks.live(record(attempt)).stream()
        .flatMap(notebook -> notebook.cells().stream())
        .filter(cell -> cell.type() == LiveNotebook.Cell.Type.CODE)
        .forEach(cell -> lines.add(CellLine.of(cell, lines.size() + 1)));
    return lines;
  }

  @GetMapping("/events")
  @Requires(scope = Scope.ATTEMPT)
  Page<AttemptEvent> events(@PathVariable UUID attempt, PageRequest page) {
    long after = Objects.requireNonNullElse(page.afterNumber(), 0L);
    return Page.of(
            reads.eventsAfter(attempt, after, page.fetch()), page, e -> Long.toString(e.seq()))
        .map(AttemptEvent::of);
  }

  @GetMapping("/artifacts")
  @Requires(scope = Scope.ATTEMPT)
  Page<Artifact> artifacts(@PathVariable UUID attempt, PageRequest page) {
    return Page.cut(reads.artifacts(attempt), page, a -> a.path())
        .map(a -> new Artifact(a.path(), a.digest(), a.size(), a.mediaType()));
  }

  /**
   * What the attempt wrote and did not publish. There is something only where its step names
   * artifacts and succeeded.
   */
  @GetMapping("/unpublished")
  @Requires(scope = Scope.ATTEMPT)
  UnpublishedPaths unpublished(@PathVariable UUID attempt) {
    return new UnpublishedPaths(reads.unpublished(attempt));
  }

  private AttemptRecord record(UUID attempt) {
    return reads
        .attempt(attempt)
        .orElseThrow(() -> Problem.notFound("attempt", attempt).exception());
  }
}
