package dev.millrace.client;

import static dev.millrace.client.ApiConnection.segment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What one can do with a run that exists. Runs and steps are named by their ids. */
public final class RunControl {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ApiConnection api;

  public RunControl(ApiConnection api) {
    this.api = api;
  }

  /**
   * Which steps of a run are to go again.
   *
   * @param steps the steps in question; empty: all of the run
   * @param only {@code failed}, {@code skipped} or {@code selected} of them; null: selected where
   *     steps are named, else failed
   * @param upstream also everything upstream of them
   * @param downstream also everything downstream of all those
   * @param latest as the Dag's newest version says, on the project's newest files; else as the run
   *     was made
   * @param reason shown with the rerun; null: none
   */
  public record Rerun(
      List<String> steps,
      @Nullable String only,
      boolean upstream,
      boolean downstream,
      boolean latest,
      @Nullable String reason) {
    public Rerun {
      steps = List.copyOf(steps);
    }

    /** What failed, and everything downstream of it, as the run was made. */
    public static Rerun ofFailed() {
      return new Rerun(List.of(), null, false, true, false, null);
    }
  }

  /**
   * Lets steps go again in the same run.
   *
   * @param idempotencyKey the same key reopens the run once only; null: none
   * @return the run and the steps that were touched, as REST represents them
   */
  public JsonNode rerun(String run, Rerun wanted, @Nullable String idempotencyKey) {
    return api.post(path(run, "rerun"), body(wanted), idempotencyKey);
  }

  /** What {@link #rerun} would touch; changes nothing. */
  public JsonNode tryRerun(String run, Rerun wanted) {
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

  private static ObjectNode body(Rerun wanted) {
    ObjectNode body = JSON.createObjectNode();
    if (!wanted.steps().isEmpty()) {
      ArrayNode steps = body.putArray("steps");
      wanted.steps().forEach(steps::add);
    }
    if (wanted.only() != null) {
      body.put("only", wanted.only());
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
