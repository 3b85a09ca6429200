/**
 * The messages between a worker and the server, {@code /worker/v1}, as records, so that both sides
 * are compiled against one definition. It knows JSON and the JDK and nothing of how either side
 * works. A newcomer starts at {@link dev.millrace.executor.protocol.Grant}, which is all a worker
 * knows about a step.
 */
@NullMarked
package dev.millrace.executor.protocol;

import org.jspecify.annotations.NullMarked;
