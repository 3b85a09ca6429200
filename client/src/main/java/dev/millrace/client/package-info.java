/**
 * What a program needs to talk to a Millrace server: one connection, project files, push.
 *
 * <p>Knows the REST API and the model of {@code dsl}, and no Spring. A newcomer starts at {@link
 * dev.millrace.client.ApiConnection}.
 */
@NullMarked
package dev.millrace.client;

import org.jspecify.annotations.NullMarked;
