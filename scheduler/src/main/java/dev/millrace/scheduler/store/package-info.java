/**
 * The database's side of the scheduler: ids, transactions, JSON columns, and what pages read of
 * runs. It knows SQL and the states of {@code engine}, and decides nothing. A newcomer starts at
 * the migrations in {@code db/migration} and then at {@link dev.millrace.scheduler.store.RunReads}.
 */
@NullMarked
package dev.millrace.scheduler.store;

import org.jspecify.annotations.NullMarked;
