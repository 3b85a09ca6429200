package dev.millrace.api.attempts;

import dev.millrace.api.viewers.DrawingReader;
import dev.millrace.scheduler.catalog.ProjectSettings;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.AttemptRecord;
import dev.millrace.scheduler.store.Kept;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The outputs that the application does not show in its own page. A notebook is read once for all
 * of them, and again when there are more events.
 */
@Component
public class RichOutputs {
  /** Together; a notebook's outputs are limited per attempt. */
  private static final long KEPT_BYTES = 32L << 20;

  private final AttemptReads attempts;
  private final AttemptNotebooks notebooks;
  private final ProjectSettings settings;
  private final JsonMapper json = JsonMapper.builder().build();
  private final Kept<Version, Outputs> kept = new Kept<>(KEPT_BYTES, Outputs::bytes);

  RichOutputs(AttemptReads attempts, AttemptNotebooks notebooks, ProjectSettings settings) {
    this.settings = settings;
    this.attempts = attempts;
    this.notebooks = notebooks;
  }

  /** Where an output is: the index of its cell and its own index in it, both from 0. */
  private record Place(int cell, int output) {
    boolean isWithin(int ofCell, int first, int last) {
      return cell == ofCell && output >= first && output <= last;
    }
  }

  /** A notebook at one moment: its stored document, or the events so far. */
  private record Version(UUID attempt, @Nullable String document, long events) {}

  private record Outputs(Map<Place, JsonNode> outputs, DrawingReader drawings, long bytes) {}

  /**
   * Neighbouring outputs of a cell.
   *
   * @param outputs those that need a frame, in nbformat's form
   * @param drawings finds what our viewers draw for them
   */
  public record Neighbours(List<JsonNode> outputs, DrawingReader drawings) {}

  /** Whether the attempt's notebook has an output that needs a frame. */
  public boolean hasAny(UUID attempt) {
    return read(attempt).isPresent();
  }

  /**
   * The outputs from the first to the last.
   *
   * @param first index of an output, from 0
   */
  public Neighbours of(UUID attempt, int cell, int first, int last) {
    return read(attempt)
        .map(
            all ->
                new Neighbours(
                    all.outputs().entrySet().stream()
                        .filter(entry -> entry.getKey().isWithin(cell, first, last))
                        .map(Map.Entry::getValue)
                        .toList(),
                    all.drawings()))
        .orElse(new Neighbours(List.of(), DrawingReader.withoutWidgets()));
  }

  /** Whether the attempt's project lets the scripts of its notebooks run. */
  public boolean mayRunScripts(UUID attempt) {
    return attempts
        .attempt(attempt)
        .map(record -> settings.of(record.projectId()).notebookScripts())
        .orElse(false);
  }

  private Optional<Outputs> read(UUID attempt) {
    return attempts
        .attempt(attempt)
        .flatMap(record -> kept.find(version(record), version -> read(record)));
  }

  private Version version(AttemptRecord attempt) {
    return new Version(
        attempt.brief().id(),
        attempt.documentDigest(),
        attempt.documentDigest() == null ? attempts.lastEvent(attempt.brief().id()) : 0);
  }

  private Optional<Outputs> read(AttemptRecord attempt) {
    return notebooks
        .ipynb(attempt)
        .map(
            file -> {
              JsonNode document = json.readTree(file);
              return new Outputs(
                  rich(LiveNotebook.cells(document)), DrawingReader.of(document), file.length);
            })
        .filter(all -> !all.outputs().isEmpty());
  }

  private static Map<Place, JsonNode> rich(List<JsonNode> cells) {
    Map<Place, JsonNode> rich = new LinkedHashMap<>();
    for (int cell = 0; cell < cells.size(); cell++) {
      JsonNode outputs = cells.get(cell).path("outputs");
      for (int i = 0; i < outputs.size(); i++) {
        if (Output.of(outputs.path(i), DrawingReader.withoutWidgets()).needsFrame()) {
          rich.put(new Place(cell, i), outputs.path(i));
        }
      }
    }
    return rich;
  }
}
