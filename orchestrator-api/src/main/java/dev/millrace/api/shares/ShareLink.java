package dev.millrace.api.shares;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A share link as it is listed.
 *
 * @param run of the attempt; absent: the latest successful run at each use
 * @param attempt what it shows; absent: the latest successful one at each use
 * @param createdBy a name
 * @param path with the secret, from the server's address; only in the answer that made it
 * @param url the whole address; only in the answer that made it, and only with a base URL
 */
record ShareLink(
    UUID id,
    String dag,
    String step,
    @Nullable UUID run,
    @Nullable UUID attempt,
    String createdBy,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable String path,
    @Nullable URI url) {

  ShareLink withAddress(String newPath, @Nullable URI newUrl) {
    return new ShareLink(
        id, dag, step, run, attempt, createdBy, createdAt, expiresAt, lastUsedAt, newPath, newUrl);
  }
}
