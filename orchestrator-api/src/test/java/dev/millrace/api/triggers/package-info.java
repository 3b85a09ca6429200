/** Tests of triggers over HTTP. */
@NullMarked
package dev.millrace.api.triggers;

import org.jspecify.annotations.NullMarked;
