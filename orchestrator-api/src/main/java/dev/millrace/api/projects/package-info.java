/**
 * Projects, their snapshots of files and their deployments over REST. It maps requests to the
 * scheduler's catalog and back, records who did what, and decides nothing. A newcomer starts at
 * {@code DeploymentController}.
 */
@NullMarked
package dev.millrace.api.projects;

import org.jspecify.annotations.NullMarked;
