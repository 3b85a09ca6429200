package dev.millrace.scheduler.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a deployment changes: names of Dags, each in one list, sorted.
 *
 * @param added Dags that were not there or were archived
 * @param changed Dags whose definition is another than before
 * @param unchanged Dags that stay as they are
 * @param archived Dags that the files no longer have
 */
public record DeploymentPlan(
    @JsonProperty("new") List<String> added,
    List<String> changed,
    List<String> unchanged,
    List<String> archived) {

  /** Copies the lists, sorted. */
  public DeploymentPlan {
    added = added.stream().sorted().toList();
    changed = changed.stream().sorted().toList();
    unchanged = unchanged.stream().sorted().toList();
    archived = archived.stream().sorted().toList();
  }
}
