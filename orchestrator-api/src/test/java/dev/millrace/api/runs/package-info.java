/** Tests of package runs over HTTP. */
@NullMarked
package dev.millrace.api.runs;

import org.jspecify.annotations.NullMarked;
