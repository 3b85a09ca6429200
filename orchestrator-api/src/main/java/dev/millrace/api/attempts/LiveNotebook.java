package dev.millrace.api.attempts;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.api.viewers.DrawingReader;
import dev.millrace.executor.notebook.CellState;
import dev.millrace.executor.notebook.NotebookState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A notebook while it executes, or as it ended.
 *
 * @param lastSeq the newest event that is in it: a live stream goes on after it
 * @param kernel the kernelspec's name
 * @param message how it ended, for people
 */
record LiveNotebook(
    UUID attempt,
    long lastSeq,
    NotebookState state,
    @Nullable String kernel,
    List<Cell> cells,
    @Nullable String message) {
  private static final String ERROR_MARKER = "papermill-error-cell-tag";

  /**
   * A cell.
   *
   * @param index its place; events name it
   * @param attachments raster images in base64 that its Markdown names, by name and MIME type;
   *     absent if it has none
   */
  record Cell(
      int index,
      String id,
      Type type,
      String source,
      List<String> tags,
      @Nullable Integer executionCount,
      CellState state,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      List<Output> outputs,
      @Nullable Map<String, Map<String, String>> attachments) {
    enum Type {
      @JsonProperty("code")
      CODE,
      @JsonProperty("markdown")
      MARKDOWN,
      @JsonProperty("raw")
      RAW
    }
  }

  /** The notebook of an nbformat document that Millrace wrote. */
  static LiveNotebook of(UUID attempt, long lastSeq, @Nullable String kernel, JsonNode document) {
    List<JsonNode> stored = cells(document);
    DrawingReader drawings = DrawingReader.of(document);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      cells.add(cell(i, stored.get(i), drawings));
    }
    JsonNode own = document.path("metadata").path("millrace");
    String message = own.path("message").asString("");
    return new LiveNotebook(
        attempt,
        lastSeq,
        NotebookState.of(own.path("state").asString("pending")),
        kernel != null ? kernel : document.at("/metadata/kernelspec/name").asString(null),
        cells,
        message.isEmpty() ? null : message);
  }

  /**
   * The document's cells as events count them: without the markers that a failure puts between
   * them.
   */
  static List<JsonNode> cells(JsonNode document) {
    return document
        .path("cells")
        .valueStream()
        .filter(cell -> !tags(cell).contains(ERROR_MARKER))
        .toList();
  }

  /** How many cells have code, and the number of the one that runs (or ran last), from 1. */
  Progress progress() {
    int codeCells = 0;
    int reached = 0;
    for (Cell cell : cells) {
      if (cell.type() == Cell.Type.CODE) {
        codeCells++;
        reached = cell.state() == CellState.NOT_RUN ? reached : codeCells;
      }
    }
    return new Progress(reached, codeCells);
  }

  /** Where an execution is: the number of the code cell that runs, of how many. */
  record Progress(int cell, int cells) {}

  private static Cell cell(int index, JsonNode cell, DrawingReader drawings) {
    Cell.Type type =
        switch (cell.path("cell_type").asString("")) {
          case "code" -> Cell.Type.CODE;
          case "markdown" -> Cell.Type.MARKDOWN;
          default -> Cell.Type.RAW;
        };
    JsonNode metadata = cell.path("metadata");
    List<Output> outputs =
        cell.path("outputs").valueStream().map(output -> Output.of(output, drawings)).toList();
    JsonNode count = cell.path("execution_count");
    return new Cell(
        index,
        cell.path("id").asString(""),
        type,
        Mime.text(cell.path("source")),
        tags(cell),
        count.isIntegralNumber() ? Integer.valueOf(count.asInt()) : null,
        CellState.of(metadata.path("millrace").path("state").asString("not_run")),
        time(metadata.path("papermill").path("start_time")),
        time(metadata.path("papermill").path("end_time")),
        outputs,
        attachments(cell.path("attachments")));
  }

  private static @Nullable Map<String, Map<String, String>> attachments(JsonNode attachments) {
    Map<String, Map<String, String>> images = new LinkedHashMap<>();
    attachments
        .properties()
        .forEach(
            attachment -> {
              Map<String, String> forms = Mime.images(attachment.getValue());
              if (!forms.isEmpty()) {
                images.put(attachment.getKey(), forms);
              }
            });
    return images.isEmpty() ? null : images;
  }

  private static List<String> tags(JsonNode cell) {
    return cell.path("metadata").path("tags").valueStream().map(tag -> tag.asString("")).toList();
  }

  private static @Nullable Instant time(JsonNode text) {
    if (!text.isString()) {
      return null;
    }
    try {
      String value = text.stringValue();
      // papermill writes UTC without saying so
      return OffsetDateTime.parse(value.matches(".*(Z|[+-]\\d\\d:\\d\\d)$") ? value : value + "Z")
          .toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
