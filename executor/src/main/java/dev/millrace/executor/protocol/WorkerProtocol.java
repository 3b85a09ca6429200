package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What both sides of the worker protocol agree on beside the messages themselves.
 *
 * <p>The protocol only grows: a reader ignores fields it does not know, and a writer leaves out
 * what is absent.
 */
public final class WorkerProtocol {
  /**
   * The version this code speaks; a server that needs a newer one answers 426 to {@code POST
   * sessions}.
   */
  public static final int VERSION = 1;

  /**
   * The oldest version that a server still accepts: the one before its own for one release, so that
   * servers are upgraded first and workers later.
   */
  public static final int OLDEST = Math.max(1, VERSION - 1);

  /** Whether a server of this code serves a worker of that version. */
  public static boolean accepts(int version) {
    return OLDEST <= version && version <= VERSION;
  }

  /** Where the protocol lives below the server's address. */
  public static final String ROOT = "/worker/v1";

  /** The longest a claim or a heartbeat may be parked, in milliseconds. */
  public static final int MAX_WAIT_MILLIS = 20_000;

  /** Events a worker sends in one batch at most. */
  public static final int MAX_EVENTS_PER_BATCH = 500;

  /** Reports a worker sends together at most. */
  public static final int MAX_REPORTS = 100;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private WorkerProtocol() {}

  /** The mapper for every message: immutable, shared, safe for any thread. */
  public static JsonMapper json() {
    return JSON;
  }

  /** An absent JSON array reads as an empty list, so that older peers need not send it. */
  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
