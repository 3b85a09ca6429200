package dev.millrace.executor.protocol;

import java.util.List;

/**
 * {@code GET attempts/{id}/unpublished}: what upstream steps of this attempt's step, direct and
 * transitive, wrote and did not publish (their last succeeded attempts' {@link
 * StepEvent.Unpublished} events). A worker asks only after a step failed for a missing file; a
 * server without the route answers 404, and the hint is left out.
 *
 * @param files at most 5,000
 */
public record UnpublishedAnswer(List<Entry> files) {
  public UnpublishedAnswer {
    files = WorkerProtocol.orEmpty(files);
  }

  /**
   * One file.
   *
   * @param path from the project's root
   * @param producer id of the step that wrote it
   */
  public record Entry(String path, String producer) {}
}
