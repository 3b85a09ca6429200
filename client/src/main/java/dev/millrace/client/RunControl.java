package dev.millrace.client;

import static dev.millrace.client.ApiConnection.segment;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one can do with a run that exists, in JSON as it stands there. Runs and steps are named by
 * their ids.
 */
public final class RunControl {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ApiConnection api;

  public RunControl(ApiConnection api) {
    this.api = api;
  }

  /**
   * Lets steps go again in the same run.
   *
   * @param idempotencyKey the same key reopens the run once only; null: none
   * @return the run and the steps that were touched, as REST represents them
   */
  public JsonNode rerun(String run, RerunRequest wanted, @Nullable String idempotencyKey) {
    return api.post(path(run, "rerun"), body(wanted), idempotencyKey);
  }

  /** What {@link #rerun} would touch; changes nothing. */
  public JsonNode tryRerun(String run, RerunRequest wanted) {
    return api.post(path(run, "rerun"), body(wanted).put("dryRun", true), null);
  }

  /**
   * Cancels a run; one that has ended stays as it is.
   *
   * @param reason shown with the run; null: none
   * @return the run as REST represents it
   */
  public JsonNode cancel(String run, @Nullable String reason) {
    ObjectNode body = JSON.createObjectNode();
    if (reason != null) {
      body.put("reason", reason);
    }
    return api.post(path(run, "cancel"), body, null);
  }

  /**
   * Why a run, or a step of it, does not move.
   *
   * @param step null: the whole run
   * @return every reason with what would end it, as REST represents them
   */
  public JsonNode why(String run, @Nullable String step) {
    return api.get(
        step == null ? path(run, "why") : path(run, "steps/%s/why".formatted(segment(step))));
  }

  private static ObjectNode body(RerunRequest wanted) {
    ObjectNode body = JSON.createObjectNode();
    if (!wanted.steps().isEmpty()) {
      ArrayNode steps = body.putArray("steps");
      wanted.steps().forEach(steps::add);
    }
    if (wanted.only() != null) {
      body.put("only", wanted.only().name().toLowerCase(Locale.ROOT));
    }
    if (wanted.reason() != null) {
      body.put("reason", wanted.reason());
    }
    return body.put("upstream", wanted.upstream())
        .put("downstream", wanted.downstream())
        .put("version", wanted.latest() ? "latest" : "original");
  }

  private static String path(String run, String action) {
    return "/runs/%s/%s".formatted(segment(run), action);
  }
}
