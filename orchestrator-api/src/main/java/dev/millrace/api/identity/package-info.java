/**
 * Who is calling and what they may do: principals, roles, tokens, browser sessions, login links,
 * and the audit trail.
 *
 * <p>Knows the database and nothing of runs or Dags. A newcomer starts at {@link
 * dev.millrace.api.identity.Caller}; package {@code security} decides with it.
 */
@NullMarked
package dev.millrace.api.identity;

import org.jspecify.annotations.NullMarked;
