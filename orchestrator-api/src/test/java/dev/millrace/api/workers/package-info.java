/** Tests of package workers over HTTP. */
@NullMarked
package dev.millrace.api.workers;

import org.jspecify.annotations.NullMarked;
