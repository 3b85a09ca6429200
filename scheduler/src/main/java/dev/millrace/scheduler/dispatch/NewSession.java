package dev.millrace.scheduler.dispatch;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A worker that registers.
 *
 * @param worker the instance id in its locked data folder
 * @param name for people
 * @param bootId of this process; another one than before means that the earlier process is gone
 * @param pool the pool it serves; made if there is none of that name
 * @param slots how much it runs at once, at least 1
 * @param mounts names of the folders it offers
 * @param version of the worker's program; null: not told
 * @param poolToken what let the worker in; its revocation ends the session. Null: nothing did
 */
public record NewSession(
    UUID worker,
    String name,
    UUID bootId,
    String pool,
    int slots,
    List<String> mounts,
    @Nullable String version,
    @Nullable UUID poolToken) {
  /** Copies the list. */
  public NewSession {
    mounts = List.copyOf(mounts);
  }
}
