/**
 * The doors: a filter chain per surface, and the rule that every endpoint carries.
 *
 * <p>Knows who is calling (package {@code identity}) and where a run or an attempt belongs, and
 * nothing else of the product. A newcomer starts at {@link dev.millrace.api.security.Requires} and
 * then at {@code SecurityChains}.
 */
@NullMarked
package dev.millrace.api.security;

import org.jspecify.annotations.NullMarked;
