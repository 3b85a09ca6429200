package dev.millrace.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A snapshot that became a project's current state, or what that would change.
 *
 * @param number 1, 2, 3, … in its project; of a dry run the number that it would have
 * @param snapshot digest of the files
 * @param by who deployed it
 * @param at when
 * @param reason why; null: nobody said
 * @param dryRun whether nothing was changed
 * @param plan what it changed, or would
 * @param warnings what deserves a look and hindered nothing
 */
public record Deployment(
    int number,
    String snapshot,
    String by,
    Instant at,
    @Nullable String reason,
    boolean dryRun,
    Plan plan,
    List<String> warnings) {

  /**
   * Names of Dags, each in one list, and what happened to the files.
   *
   * @param added were not there or were archived
   * @param changed have another definition than before
   * @param unchanged stay as they are
   * @param archived are no longer in the files
   * @param stoppedSchedules active schedules of those, which start nothing any more
   * @param files how the files differ from those before; null: nobody counted
   */
  public record Plan(
      List<String> added,
      List<String> changed,
      List<String> unchanged,
      List<String> archived,
      List<StoppedSchedule> stoppedSchedules,
      @Nullable FileChanges files) {
    /** Copies the lists. */
    public Plan {
      added = List.copyOf(added);
      changed = List.copyOf(changed);
      unchanged = List.copyOf(unchanged);
      archived = List.copyOf(archived);
      stoppedSchedules = List.copyOf(stoppedSchedules);
    }
  }

  /**
   * An active schedule of a Dag that a deployment archives.
   *
   * @param nextTickAt when it would have started the next run
   */
  public record StoppedSchedule(String dag, String trigger, Instant nextTickAt) {
    private static StoppedSchedule of(Answer schedule) {
      return new StoppedSchedule(
          schedule.text("dag"), schedule.text("trigger"), schedule.instant("nextTickAt"));
    }
  }

  /**
   * How many files a deployment added, changed and removed. The definition of a Dag can stay while
   * its notebooks change.
   */
  public record FileChanges(int added, int changed, int removed) {
    private static @Nullable FileChanges of(JsonNode files) {
      return files.isObject()
          ? new FileChanges(count(files, "added"), count(files, "changed"), count(files, "removed"))
          : null;
    }

    private static int count(JsonNode files, String kind) {
      return files.path(kind).path("count").asInt(0);
    }
  }

  /** Copies the list. */
  public Deployment {
    warnings = List.copyOf(warnings);
  }

  /** The same with warnings that come first. */
  Deployment warning(List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(warnings);
    return new Deployment(number, snapshot, by, at, reason, dryRun, plan, all);
  }

  static Deployment of(JsonNode json) {
    var deployment = new Answer(json);
    var plan = new Answer(json.path("plan"));
    return new Deployment(
        deployment.number("number"),
        deployment.text("snapshot"),
        deployment.text("by"),
        deployment.instant("at"),
        deployment.textOrNull("reason"),
        deployment.flag("dryRun"),
        new Plan(
            names(plan, "new"),
            names(plan, "changed"),
            names(plan, "unchanged"),
            names(plan, "archived"),
            plan.list("stoppedSchedules", StoppedSchedule::of),
            FileChanges.of(json.path("plan").path("files"))),
        deployment.list("warnings", warning -> warning.text("message")));
  }

  private static List<String> names(Answer plan, String field) {
    return plan.list(field, name -> name.json().asString(""));
  }
}
