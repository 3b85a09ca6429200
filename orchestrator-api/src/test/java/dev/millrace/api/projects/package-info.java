/** Tests of projects, snapshots and deployments over HTTP. */
@NullMarked
package dev.millrace.api.projects;

import org.jspecify.annotations.NullMarked;
