/**
 * The PostgreSQL that {@code millrace up} brings along: its binaries, its cluster, its start and
 * stop.
 *
 * <p>Knows the file system and processes, nothing of Millrace's tables. A newcomer starts at {@link
 * dev.millrace.cli.postgres.LocalPostgres}.
 */
@NullMarked
package dev.millrace.cli.postgres;

import org.jspecify.annotations.NullMarked;
