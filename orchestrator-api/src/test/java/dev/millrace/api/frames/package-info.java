/** Tests of package frames over HTTP. */
@NullMarked
package dev.millrace.api.frames;

import org.jspecify.annotations.NullMarked;
