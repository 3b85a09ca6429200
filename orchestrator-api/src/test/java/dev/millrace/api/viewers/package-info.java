/** Tests of package viewers. */
@NullMarked
package dev.millrace.api.viewers;

import org.jspecify.annotations.NullMarked;
