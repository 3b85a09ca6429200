/**
 * Triggers of Dags over REST: what starts a Dag by itself, when next, what became of each tick, and
 * pausing. It maps the scheduler's triggers to what the web application and clients read, and
 * decides nothing. A newcomer starts at {@code TriggerController}.
 */
@NullMarked
package dev.millrace.api.triggers;

import org.jspecify.annotations.NullMarked;
