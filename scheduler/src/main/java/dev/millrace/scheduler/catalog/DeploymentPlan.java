package dev.millrace.scheduler.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment changes: names of Dags, each in one list, sorted; and the files, which can
 * change what a Dag does where its definition stays.
 *
 * @param added Dags that were not there or were archived
 * @param changed Dags whose definition is another than before
 * @param unchanged Dags that stay as they are
 * @param archived Dags that the files no longer have
 * @param stoppedSchedules active schedules of the archived Dags, which start nothing any more;
 *     empty in deployments of releases that did not look for them
 * @param files null where only Dags are written, and in deployments of a time when nobody counted
 */
public record DeploymentPlan(
    @JsonProperty("new") List<String> added,
    List<String> changed,
    List<String> unchanged,
    List<String> archived,
    List<StoppedSchedule> stoppedSchedules,
    @Nullable FileChanges files) {

  /** Copies the lists, sorted. */
  public DeploymentPlan {
    added = added.stream().sorted().toList();
    changed = changed.stream().sorted().toList();
    unchanged = unchanged.stream().sorted().toList();
    archived = archived.stream().sorted().toList();
    stoppedSchedules = stoppedSchedules == null ? List.of() : List.copyOf(stoppedSchedules);
  }

  DeploymentPlan with(List<StoppedSchedule> schedules, FileChanges changes) {
    return new DeploymentPlan(added, changed, unchanged, archived, schedules, changes);
  }
}
