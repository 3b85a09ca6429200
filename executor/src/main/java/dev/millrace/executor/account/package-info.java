/**
 * The account of this machine under which users' code runs: the worker's own, or another one that
 * cannot read what is the worker's.
 *
 * <p>It starts nothing of a step itself; it says how a command is started under the account and
 * shares folders with it. A newcomer starts at {@link dev.millrace.executor.account.StepAccount}.
 */
@NullMarked
package dev.millrace.executor.account;

import org.jspecify.annotations.NullMarked;
