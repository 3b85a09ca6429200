/** Tests of package identity over HTTP. */
@NullMarked
package dev.millrace.api.identity;

import org.jspecify.annotations.NullMarked;
