/** Names and patterns: what is refused, and what Git says of the same patterns. */
@NullMarked
package dev.millrace.dsl.files;

import org.jspecify.annotations.NullMarked;
