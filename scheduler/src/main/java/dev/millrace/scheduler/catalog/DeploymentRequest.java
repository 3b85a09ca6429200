package dev.millrace.scheduler.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish to make a snapshot the project's current state.
 *
 * @param snapshot one of the project's own; an old one rolls back
 * @param reason shown with the deployment
 * @param dryRun judge and plan, write nothing
 * @param adopt take over Dags of the same names that clients wrote over the API
 * @param triggersPaused whether triggers that are new start paused
 * @param by who wishes it, as a word for people
 */
public record DeploymentRequest(
    UUID project,
    Digest snapshot,
    @Nullable String reason,
    boolean dryRun,
    boolean adopt,
    boolean triggersPaused,
    String by) {}
