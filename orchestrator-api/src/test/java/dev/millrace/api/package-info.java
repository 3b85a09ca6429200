/**
 * Tests of the service over HTTP: the whole application on a real PostgreSQL.
 *
 * <p>{@link dev.millrace.api.TestService} starts it once for all tests; {@link
 * dev.millrace.api.TestClient} speaks to it as a browser or a program does.
 */
@NullMarked
package dev.millrace.api;

import org.jspecify.annotations.NullMarked;
