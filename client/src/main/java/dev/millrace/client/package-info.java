/**
 * What a program needs to talk to a Millrace server: a typed client, and below it one connection,
 * project files and push in JSON as it stands there.
 *
 * <p>Knows the REST API and the model of {@code dsl}, and no Spring. A newcomer starts at {@link
 * dev.millrace.client.MillraceClient}.
 */
@NullMarked
package dev.millrace.client;

import org.jspecify.annotations.NullMarked;
