package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Defaults;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.StepSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A Dag in which each step depends on its neighbours of the layer before: joins everywhere, as much
 * to decide as to execute.
 */
final class Layers {
  private Layers() {}

  static Dag of(int width, int layers) {
    SequencedMap<String, Step> steps = new LinkedHashMap<>();
    for (int layer = 0; layer < layers; layer++) {
      for (int i = 0; i < width; i++) {
        List<String> before =
            layer == 0 ? List.of() : List.of(name(layer - 1, i), name(layer - 1, (i + 1) % width));
        String name = name(layer, i);
        steps.put(
            name,
            new NotebookStep(
                name,
                StepSettings.builder().dependsOn(before).build(),
                NotebookTask.of("a.ipynb")));
      }
    }
    return new Dag(
        "layers",
        null,
        null,
        List.of(),
        null,
        null,
        null,
        new LinkedHashMap<>(),
        Defaults.NONE,
        steps);
  }

  private static String name(int layer, int i) {
    return "s%d_%d".formatted(layer, i);
  }
}
