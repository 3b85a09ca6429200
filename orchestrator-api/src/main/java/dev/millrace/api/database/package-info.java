/**
 * The server's way to its database, and what it does while there is none: a watch finds out within
 * seconds, ends what waits in vain, and lets every later request fail at once.
 *
 * <p>Knows JDBC and nothing of what is stored. A newcomer starts at {@code DatabaseWatch}.
 */
@NullMarked
package dev.millrace.api.database;

import org.jspecify.annotations.NullMarked;
