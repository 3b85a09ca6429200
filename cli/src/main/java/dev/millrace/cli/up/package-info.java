/**
 * Commands that are a server or a worker: {@code up} (everything on one machine), {@code server},
 * {@code worker}.
 *
 * <p>Wires processes and folders together; what a server or a worker does is decided in their own
 * modules. A newcomer starts at {@link dev.millrace.cli.up.UpCommand}.
 */
@NullMarked
package dev.millrace.cli.up;

import org.jspecify.annotations.NullMarked;
