package dev.millrace.executor.files;

import dev.millrace.executor.protocol.PublishedArtifact;
import java.util.List;

/**
 * What a step that succeeded publishes.
 *
 * @param artifacts the files, sorted by path; their bytes are still to be uploaded
 * @param unpublished paths that the step wrote and does not publish, sorted
 * @param warnings patterns that matched nothing, links that were passed over; for people
 */
public record Publication(
    List<PublishedArtifact> artifacts, List<String> unpublished, List<String> warnings) {}
