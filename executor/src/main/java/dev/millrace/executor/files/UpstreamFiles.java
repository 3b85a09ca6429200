package dev.millrace.executor.files;

import dev.millrace.dsl.files.PathGlob;
import dev.millrace.executor.protocol.InputArtifact;
import dev.millrace.executor.protocol.StepFailedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Chooses which files of upstream steps an attempt gets. Pure. */
final class UpstreamFiles {
  private UpstreamFiles() {}

  /**
   * Applies a step's {@code inputs} and refuses two different files for one path.
   *
   * @param published what all upstream steps published
   * @param inputs {@code step/pattern}; empty: everything
   * @throws StepFailedException {@code ARTIFACT_COLLISION} naming both producers, {@code
   *     INPUT_MISSING} for an input that matches nothing
   */
  static Collection<InputArtifact> choose(List<InputArtifact> published, List<String> inputs)
      throws InterruptedException, StepFailedException {
    Map<String, InputArtifact> byPath = new LinkedHashMap<>();
    for (InputArtifact candidate : inputs.isEmpty() ? published : narrowed(published, inputs)) {
      InputArtifact other = byPath.putIfAbsent(candidate.path(), candidate);
      if (other != null && !other.digest().equals(candidate.digest())) {
        throw StepFailedException.user(
            "ARTIFACT_COLLISION",
            "steps '%s' and '%s' both publish %s, with different content; choose one with inputs: [%s/%s], or let them"
                    .formatted(
                        other.producer(),
                        candidate.producer(),
                        candidate.path(),
                        other.producer(),
                        candidate.path())
                + " write to different paths");
      }
    }
    return byPath.values();
  }

  private static List<InputArtifact> narrowed(List<InputArtifact> published, List<String> inputs)
      throws InterruptedException, StepFailedException {
    TreeSet<Integer> chosen = new TreeSet<>();
    for (String input : inputs) {
      int slash = input.indexOf('/');
      String step = slash < 0 ? input : input.substring(0, slash);
      PathGlob glob =
          Publisher.glob("input '" + input + "'", slash < 0 ? "**" : input.substring(slash + 1));
      boolean found = false;
      for (int i = 0; i < published.size(); i++) {
        InputArtifact candidate = published.get(i);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (candidate.producer().equals(step) && glob.matches(candidate.path())) {
          chosen.add(i);
          found = true;
        }
      }
      if (!found) {
        throw StepFailedException.user(
            "INPUT_MISSING",
            "input '%s' matches no file: step '%s' published %s"
                .formatted(input, step, listOf(published, step)));
      }
    }
    List<InputArtifact> narrowed = new ArrayList<>();
    chosen.forEach(i -> narrowed.add(published.get(i)));
    return narrowed;
  }

  private static String listOf(List<InputArtifact> published, String step) {
    List<String> paths =
        published.stream()
            .filter(artifact -> artifact.producer().equals(step))
            .map(InputArtifact::path)
            .sorted()
            .toList();
    return paths.isEmpty()
        ? "nothing"
        : String.join(", ", paths.subList(0, Math.min(10, paths.size())))
            + (paths.size() > 10 ? " and " + (paths.size() - 10) + " more" : "");
  }
}
