package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Definition;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the steps of a rerun use instead of what their run was made from.
 *
 * @param deployment null: the project has none
 * @param snapshot its files; null: none
 * @param parameters the run's given ones with the definition's defaults
 */
record RerunBasis(
    Definition definition,
    @Nullable UUID deployment,
    @Nullable String snapshot,
    ObjectNode parameters) {}
