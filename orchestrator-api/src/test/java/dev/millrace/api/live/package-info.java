/** Tests of package live over HTTP. */
@NullMarked
package dev.millrace.api.live;

import org.jspecify.annotations.NullMarked;
