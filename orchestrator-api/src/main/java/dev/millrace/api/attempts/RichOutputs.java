package dev.millrace.api.attempts;

import dev.millrace.scheduler.store.AttemptReads;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The outputs of a cell that the application does not show in its own page. */
@Component
public class RichOutputs {
  private final AttemptReads attempts;
  private final AttemptNotebooks notebooks;
  private final JsonMapper json = JsonMapper.builder().build();

  RichOutputs(AttemptReads attempts, AttemptNotebooks notebooks) {
    this.attempts = attempts;
    this.notebooks = notebooks;
  }

  /**
   * The cell's outputs in nbformat's form; empty when it has none that need a frame, or does not
   * exist.
   */
  public List<JsonNode> of(UUID attempt, int cell) {
    return attempts
        .attempt(attempt)
        .flatMap(notebooks::ipynb)
        .map(file -> LiveNotebook.cells(json.readTree(file)))
        .filter(cells -> cell >= 0 && cell < cells.size())
        .map(
            cells ->
                cells
                    .get(cell)
                    .path("outputs")
                    .valueStream()
                    .filter(o -> Output.of(o).needsFrame())
                    .toList())
        .orElse(List.of());
  }
}
