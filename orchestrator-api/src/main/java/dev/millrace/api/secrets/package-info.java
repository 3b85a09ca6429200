/**
 * Secrets over REST: their names, versions and setters, and a way to write values. No answer ever
 * has a value, whoever asks.
 *
 * <p>Encryption and storage are the scheduler's; rights and the record of who did what are here. A
 * newcomer starts at {@code SecretController}.
 */
@NullMarked
package dev.millrace.api.secrets;

import org.jspecify.annotations.NullMarked;
