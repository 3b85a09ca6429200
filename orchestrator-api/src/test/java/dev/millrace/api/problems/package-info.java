/** Tests of package problems. */
@NullMarked
package dev.millrace.api.problems;

import org.jspecify.annotations.NullMarked;
