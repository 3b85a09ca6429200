/**
 * Commands that talk to a running server over REST.
 *
 * <p>Each prints for people, or with {@code --json} what REST answered. A newcomer starts at {@link
 * dev.millrace.cli.command.ServerOptions}, which every one of them mixes in.
 */
@NullMarked
package dev.millrace.cli.command;

import org.jspecify.annotations.NullMarked;
