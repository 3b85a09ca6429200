package dev.millrace.client;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.codec.DagYaml;
import dev.millrace.dsl.files.PathGlob;
import dev.millrace.dsl.files.PathGlobException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to become a project's state: a folder's files, Dags that are written in Java, or both.
 * Immutable; the methods return a changed copy.
 *
 * @param folder the project's folder; what {@link ProjectFiles} leaves out stays on this machine
 * @param dags Dags that are not in the folder; each becomes the file {@code dags/NAME.yaml} of the
 *     snapshot
 * @param excluded globs of paths from the folder's root that are left out
 * @param options what the deployment is to say and may do
 * @param dryRun whether only the plan is asked for
 */
public record PushRequest(
    Path folder, List<Dag> dags, List<String> excluded, DeploymentOptions options, boolean dryRun) {

  /** Copies the lists. */
  public PushRequest {
    dags = List.copyOf(dags);
    excluded = List.copyOf(excluded);
  }

  /** All of a folder. */
  public static PushRequest of(Path folder) {
    return new PushRequest(folder, List.of(), List.of(), DeploymentOptions.NONE, false);
  }

  /** The same with further Dags. */
  public PushRequest dags(Dag... more) {
    return new PushRequest(folder, joined(dags, List.of(more)), excluded, options, dryRun);
  }

  /** The same without the files whose path matches one of the globs, such as {@code dags/**}. */
  public PushRequest excluding(String... globs) {
    return new PushRequest(folder, dags, joined(excluded, List.of(globs)), options, dryRun);
  }

  /** The same with a reason for the deployment's history. */
  public PushRequest because(String words) {
    return new PushRequest(folder, dags, excluded, options.because(words), dryRun);
  }

  /** The same, but only planned: nothing is deployed and nothing stored. */
  public PushRequest planned() {
    return new PushRequest(folder, dags, excluded, options, true);
  }

  /** The same with new triggers paused. */
  public PushRequest withNewTriggersPaused() {
    return new PushRequest(
        folder,
        dags,
        excluded,
        new DeploymentOptions(options.reason(), true, options.archive()),
        dryRun);
  }

  /**
   * The same, which may archive Dags that it does not have although a schedule of theirs is active.
   * {@link Deployment.Plan#stoppedSchedules} of a plan says which.
   */
  public PushRequest archivingScheduledDags() {
    return new PushRequest(folder, dags, excluded, options.archiving(), dryRun);
  }

  /**
   * The files of the snapshot, sorted by path, and what was left out and may be missed.
   *
   * @throws IllegalArgumentException when a Dag's file is in the folder already, two Dags have one
   *     name, or an excluded glob is none
   * @throws FileNamesException when the folder has names that a snapshot cannot have
   * @throws java.io.UncheckedIOException when a file cannot be read
   */
  FolderListing files() {
    List<PathGlob> out = excluded.stream().map(PushRequest::glob).toList();
    Map<String, ProjectFile> files = new LinkedHashMap<>();
    FolderListing listing = ProjectFiles.read(folder);
    for (ProjectFile file : listing.files()) {
      if (out.stream().noneMatch(glob -> glob.matches(file.path()))) {
        files.put(file.path(), file);
      }
    }
    for (Dag dag : dags) {
      ProjectFile file =
          ProjectFile.ofText("dags/%s.yaml".formatted(dag.name()), DagYaml.write(dag));
      if (files.putIfAbsent(file.path(), file) != null) {
        throw new IllegalArgumentException(
            "the Dag '%s' is given in Java, and there is a file %s as well; exclude the file or leave out the Dag"
                .formatted(dag.name(), file.path()));
      }
    }
    return new FolderListing(
        files.values().stream().sorted(Comparator.comparing(ProjectFile::path)).toList(),
        listing.warnings());
  }

  private static PathGlob glob(String text) {
    try {
      return PathGlob.of(text);
    } catch (PathGlobException e) {
      throw new IllegalArgumentException("the excluded '%s' %s".formatted(text, e.flaw()), e);
    }
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
