package dev.millrace.client;

import org.jspecify.annotations.Nullable;

/**
 * What a deployment is to say and may do. Immutable; the methods return a changed copy.
 *
 * @param reason why, for the deployment's history; null: none
 * @param paused whether schedules that are new start paused; those that exist stay as they are
 * @param archive whether Dags that the files no longer have may be archived although a schedule of
 *     theirs is active; without it such a deployment is refused with the code {@code
 *     SCHEDULE_STOPS}
 */
public record DeploymentOptions(@Nullable String reason, boolean paused, boolean archive) {
  /** No reason given, new schedules active, no active schedule stopped. */
  public static final DeploymentOptions NONE = new DeploymentOptions(null, false, false);

  /** The same with a reason, or with none. */
  public DeploymentOptions because(@Nullable String words) {
    return new DeploymentOptions(words, paused, archive);
  }

  /** The same, which may archive Dags whose schedule is active. */
  public DeploymentOptions archiving() {
    return new DeploymentOptions(reason, paused, true);
  }
}
