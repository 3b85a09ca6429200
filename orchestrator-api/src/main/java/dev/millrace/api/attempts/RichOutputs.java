package dev.millrace.api.attempts;

import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.AttemptRecord;
import dev.millrace.scheduler.store.Kept;
import java.util.HashMap;
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
  private final JsonMapper json = JsonMapper.builder().build();
  private final Kept<Version, Outputs> kept = new Kept<>(KEPT_BYTES, Outputs::bytes);

  RichOutputs(AttemptReads attempts, AttemptNotebooks notebooks) {
    this.attempts = attempts;
    this.notebooks = notebooks;
  }

  /** Where an output is: the index of its cell and its own index in it, both from 0. */
  public record Place(int cell, int output) {}

  /** A notebook at one moment: its stored document, or the events so far. */
  private record Version(UUID attempt, @Nullable String document, long events) {}

  private record Outputs(Map<Place, JsonNode> outputs, long bytes) {}

  /** Whether the attempt's notebook has an output that needs a frame. */
  public boolean hasAny(UUID attempt) {
    return read(attempt).isPresent();
  }

  /** The output in nbformat's form; empty if there is none that needs a frame at that place. */
  public Optional<JsonNode> of(UUID attempt, Place place) {
    return read(attempt).map(all -> all.outputs().get(place));
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
        .map(file -> new Outputs(rich(LiveNotebook.cells(json.readTree(file))), file.length))
        .filter(all -> !all.outputs().isEmpty());
  }

  private static Map<Place, JsonNode> rich(List<JsonNode> cells) {
    Map<Place, JsonNode> rich = new HashMap<>();
    for (int cell = 0; cell < cells.size(); cell++) {
      JsonNode outputs = cells.get(cell).path("outputs");
      for (int i = 0; i < outputs.size(); i++) {
        if (Output.of(outputs.path(i)).needsFrame()) {
          rich.put(new Place(cell, i), outputs.path(i));
        }
      }
    }
    return rich;
  }
}
