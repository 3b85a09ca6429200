package dev.millrace.scheduler.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish to make a snapshot the project's current state.
 *
 * @param snapshot one of the project's own; an old one rolls back
 * @param reason shown with the deployment
 * @param dryRun judge and plan, write nothing
 * @param options what it may do on the way
 * @param by who wishes it, as a word for people
 */
public record DeploymentRequest(
    UUID project,
    Digest snapshot,
    @Nullable String reason,
    boolean dryRun,
    Options options,
    String by) {

  /**
   * What a deployment may do on the way, and how.
   *
   * @param adopt take over Dags of the same names that clients wrote over the API
   * @param triggersPaused whether triggers that are new start paused
   * @param archive whether Dags that the files no longer have may be archived although a schedule
   *     of theirs is active; those without one always are
   */
  public record Options(boolean adopt, boolean triggersPaused, boolean archive) {
    /** Takes over nothing, pauses nothing, and stops no schedule. */
    public static final Options NONE = new Options(false, false, false);
  }
}
