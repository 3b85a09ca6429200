/** Tests of package security over HTTP. */
@NullMarked
package dev.millrace.api.security;

import org.jspecify.annotations.NullMarked;
