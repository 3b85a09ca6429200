package dev.millrace.api.frames;

import dev.millrace.api.attempts.RichOutputs.Neighbours;
import dev.millrace.api.viewers.Drawing;
import dev.millrace.api.viewers.Viewer;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a frame shows. */
sealed interface FrameContent {
  /**
   * Outputs that a viewer draws.
   *
   * @param items what it draws, in order
   */
  record Drawn(Viewer viewer, List<JsonNode> items) implements FrameContent {}

  /**
   * An output as markup or text.
   *
   * @param output in nbformat's form
   * @param scripts whether its own scripts run
   */
  record Markup(JsonNode output, boolean scripts) implements FrameContent {}

  /**
   * A published HTML file.
   *
   * @param scripts whether its own scripts run
   */
  record HtmlFile(String html, boolean scripts) implements FrameContent {}

  /**
   * Empty if these outputs do not belong into one frame.
   *
   * @param scripts whether the notebook's own scripts may run
   */
  static Optional<FrameContent> of(Neighbours neighbours, boolean scripts) {
    List<JsonNode> outputs = neighbours.outputs();
    List<Drawing> drawings =
        outputs.stream()
            .flatMap(output -> neighbours.drawings().read(output.path("data")).stream())
            .toList();
    if (drawings.isEmpty()) {
      return outputs.size() == 1
          ? Optional.of(new Markup(outputs.getFirst(), scripts))
          : Optional.empty();
    }
    Viewer viewer = drawings.getFirst().viewer();
    boolean together =
        drawings.size() == outputs.size() && drawings.stream().allMatch(d -> d.viewer() == viewer);
    return together
        ? Optional.of(new Drawn(viewer, drawings.stream().map(Drawing::data).toList()))
        : Optional.empty();
  }
}
