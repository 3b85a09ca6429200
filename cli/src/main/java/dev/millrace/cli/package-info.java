/**
 * The command line: one entry for people and scripts.
 *
 * <p>Parses, asks a server or starts one, and prints; decides nothing itself. A newcomer starts at
 * {@link dev.millrace.cli.Millrace}.
 */
@NullMarked
package dev.millrace.cli;

import org.jspecify.annotations.NullMarked;
