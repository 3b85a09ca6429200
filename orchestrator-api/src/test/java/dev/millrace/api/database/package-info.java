/** Tests of the server's way to its database. Start at {@code LostConnectionTest}. */
@NullMarked
package dev.millrace.api.database;

import org.jspecify.annotations.NullMarked;
