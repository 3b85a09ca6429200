package dev.millrace.api.projects;

import dev.millrace.scheduler.catalog.DeploymentRequest;
import org.jspecify.annotations.Nullable;

/** What every request to deploy may say of how. */
interface DeploymentOptions {
  /** Shown with the deployment. */
  @Nullable String reason();

  /** Takes over Dags that were written over the API. */
  @Nullable Boolean adopt();

  /** Triggers that are new start paused. */
  @Nullable Boolean paused();

  /** Dags that the files no longer have may be archived although a schedule of theirs is active. */
  @Nullable Boolean archive();

  /** The options with what is absent as false. */
  default DeploymentRequest.Options options() {
    return new DeploymentRequest.Options(
        Boolean.TRUE.equals(adopt()),
        Boolean.TRUE.equals(paused()),
        Boolean.TRUE.equals(archive()));
  }
}
