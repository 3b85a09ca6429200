/**
 * Values that no database, no JSON or no clock can hold, sent to every operation of the API.
 *
 * <p>Knows the OpenAPI document and a server of its own. A newcomer starts at {@code
 * EveryOperationTest}.
 */
@NullMarked
package dev.millrace.api.hostile;

import org.jspecify.annotations.NullMarked;
