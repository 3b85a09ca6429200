/**
 * What belongs to no resource: how Spring MVC is set up, the web application's files, version,
 * health and the OpenAPI document.
 *
 * <p>Knows the doors of the other packages (interceptors, resolvers) and none of their insides. A
 * newcomer starts at {@code WebSetup}.
 */
@NullMarked
package dev.millrace.api.web;

import org.jspecify.annotations.NullMarked;
