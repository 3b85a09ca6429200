/**
 * Secrets of projects: encrypted with a key that is not in the database, written, never read by
 * people, handed to attempts.
 *
 * <p>It may know projects and attempts by their ids, and nothing of how steps run or who asks. A
 * newcomer starts at {@code Secrets} for what people do, at {@code AttemptSecrets} for what steps
 * get, and at {@code SecretCipher} for how a value is kept.
 */
@NullMarked
package dev.millrace.scheduler.secret;

import org.jspecify.annotations.NullMarked;
