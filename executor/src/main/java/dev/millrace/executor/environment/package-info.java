/**
 * The interpreter and packages a step runs in: finding interpreters, building environments from
 * requirements once, and the locks that make every worker's build the same. It starts processes
 * through {@code executor.kernel} and knows nothing of servers or attempts. A newcomer starts at
 * {@link dev.millrace.executor.environment.Environments}.
 */
@NullMarked
package dev.millrace.executor.environment;

import org.jspecify.annotations.NullMarked;
