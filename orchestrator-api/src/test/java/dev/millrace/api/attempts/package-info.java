/** Tests of package attempts over HTTP. */
@NullMarked
package dev.millrace.api.attempts;

import org.jspecify.annotations.NullMarked;
