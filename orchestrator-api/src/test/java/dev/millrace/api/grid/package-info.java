/** Tests of package grid over HTTP. */
@NullMarked
package dev.millrace.api.grid;

import org.jspecify.annotations.NullMarked;
