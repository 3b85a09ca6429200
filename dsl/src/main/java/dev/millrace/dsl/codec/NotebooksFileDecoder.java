package dev.millrace.dsl.codec;

import dev.millrace.dsl.Artifacts;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Defaults;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.StepSettings;
import dev.millrace.dsl.codec.SourceNode.MapNode;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.ProblemCode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the short form that is only a list of notebooks: they run one after the other, and since
 * they have shared one disk so far, each publishes every file that it changed.
 */
final class NotebooksFileDecoder {
  static final String NOTEBOOKS = "Notebooks";
  private static final List<String> TRIGGER = List.of("S3TriggerBucket", "S3TriggerKeyPrefix");
  private static final int NAME_LENGTH = 63;

  private NotebooksFileDecoder() {}

  /** Whether the text is of this form. */
  static boolean applies(SourceNode root) {
    return root instanceof MapNode map
        && map.fields().containsKey(NOTEBOOKS)
        && !map.fields().containsKey("steps");
  }

  /** The places that the steps of a Dag have in a file of this form. */
  static Map<Pointer, Pointer> places(@Nullable Dag dag) {
    Map<Pointer, Pointer> places = new LinkedHashMap<>();
    if (dag != null) {
      for (String id : dag.steps().keySet()) {
        Pointer notebook = Pointer.ROOT.child(NOTEBOOKS).child(places.size() / 2);
        places.put(Pointer.step(id), notebook);
        places.put(Pointer.step(id).child("notebook"), notebook);
      }
    }
    return places;
  }

  static @Nullable Dag decode(MapNode root, String file, Findings findings) {
    Fields fields = new Fields(root, Pointer.ROOT, findings);
    List<String> notebooks = fields.value(NOTEBOOKS, Values::texts);
    for (String name : TRIGGER) {
      if (fields.value(name, Values::text) != null) {
        findings.warning(
            ProblemCode.TRIGGER_INACTIVE,
            Pointer.ROOT.child(name),
            "'%s' is kept, but this version starts no run when files arrive".formatted(name),
            "start runs by hand or over REST until then");
      }
    }
    fields.end("a file of notebooks");
    if (notebooks == null) {
      return null;
    }
    return new Dag(
        nameFrom(file, Set.of()),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        new LinkedHashMap<>(),
        Defaults.NONE,
        chain(notebooks));
  }

  private static SequencedMap<String, Step> chain(List<String> notebooks) {
    SequencedMap<String, Step> steps = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (String notebook : notebooks) {
      StepSettings.Builder settings = StepSettings.builder().artifacts(Artifacts.Choice.CHANGED);
      if (!steps.isEmpty()) {
        settings.dependsOn(List.of(steps.lastEntry().getKey()));
      }
      String id = nameFrom(notebook, taken);
      taken.add(id.toLowerCase(Locale.ROOT));
      steps.put(id, new NotebookStep(id, settings.build(), NotebookTask.of(notebook)));
    }
    return steps;
  }

  /** A valid name made from a path's last part; numbered when it is taken already. */
  private static String nameFrom(String path, Set<String> taken) {
    String base = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    base = base.replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9_-]+", "-");
    if (base.isEmpty() || !Character.isLetter(base.charAt(0))) {
      base = "n" + base;
    }
    String name = base.substring(0, Math.min(base.length(), NAME_LENGTH));
    for (int number = 2; taken.contains(name.toLowerCase(Locale.ROOT)); number++) {
      String suffix = "-" + number;
      name = base.substring(0, Math.min(base.length(), NAME_LENGTH - suffix.length())) + suffix;
    }
    return name;
  }
}
