package dev.millrace.scheduler.catalog;

import java.time.Instant;

/**
 * Who writes definitions, and how.
 *
 * @param by who, as a word for people
 * @param at the database's time, after the locks
 * @param triggersPaused whether triggers that are new start paused
 */
record Writing(String by, Instant at, boolean triggersPaused) {}
