package dev.millrace.api.attempts;

import dev.millrace.api.reports.ReportImages;
import dev.millrace.api.reports.ReportPage;
import dev.millrace.api.viewers.DrawingReader;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.AttemptRecord;
import dev.millrace.scheduler.store.Kept;
import dev.millrace.scheduler.store.RunReads;
import dev.millrace.scheduler.store.RunRecord;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The notebooks of attempts as HTML files. */
@Component
public class NotebookReports {
  /** Of all pages together; links may be opened by many at once. */
  private static final long KEPT_CHARACTERS = 32L << 20;

  private final AttemptReads attempts;
  private final RunReads runs;
  private final AttemptNotebooks notebooks;
  private final ProjectImages images;
  private final Kept<Version, String> kept = new Kept<>(KEPT_CHARACTERS, String::length);
  private final JsonMapper json = JsonMapper.builder().build();

  NotebookReports(
      AttemptReads attempts, RunReads runs, AttemptNotebooks notebooks, ProjectImages images) {
    this.attempts = attempts;
    this.runs = runs;
    this.notebooks = notebooks;
    this.images = images;
  }

  /**
   * The attempt's notebook as one HTML file that needs nothing else; empty if it has none.
   *
   * @param withCode whether it shows the code
   */
  public Optional<String> of(UUID attempt, boolean withCode) {
    return attempts
        .attempt(attempt)
        .flatMap(
            record ->
                record.documentDigest() == null
                    ? of(record, withCode)
                    : kept.find(
                        new Version(attempt, record.documentDigest(), withCode),
                        version -> of(record, withCode)));
  }

  /** A page that does not change any more. */
  private record Version(UUID attempt, String document, boolean withCode) {}

  private Optional<String> of(AttemptRecord attempt, boolean withCode) {
    RunRecord run = runs.run(attempt.run()).orElseThrow();
    return notebooks
        .ipynb(attempt)
        .map(
            file -> {
              JsonNode document = json.readTree(file);
              return ReportPage.of(
                  new ReportPage.Heading(
                      run.dag(),
                      attempt.step(),
                      run.logicalTime(),
                      document.at("/metadata/millrace/state").asString("")),
                  LiveNotebook.cells(document),
                  DrawingReader.of(document),
                  new ReportImages(path -> images.find(attempt, path)),
                  withCode);
            });
  }
}
