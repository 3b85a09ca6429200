package dev.millrace.scheduler.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a write of one Dag did, or would do.
 *
 * @param dag the Dag as it is now; null for a dry run
 */
public record DagChange(DeploymentPlan plan, List<Finding> warnings, @Nullable DagRecord dag) {}
