package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.Dag;
import java.util.UUID;

/**
 * A version's definition, ready to be used.
 *
 * @param version the version's id
 * @param dag the id of the Dag it is a version of
 * @param number 1, 2, 3, … in the Dag
 * @param definition what it says
 */
public record StoredDefinition(UUID version, UUID dag, int number, Dag definition) {}
