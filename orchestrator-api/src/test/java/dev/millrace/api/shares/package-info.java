/** Tests of package shares over HTTP. */
@NullMarked
package dev.millrace.api.shares;

import org.jspecify.annotations.NullMarked;
