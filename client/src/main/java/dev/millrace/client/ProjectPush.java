package dev.millrace.client;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.dsl.codec.DagFiles;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pushes a project's files: the manifest first, then only the bytes that the server lacks, then the
 * deployment, which also makes the project where there is none. A push that fails at any point
 * leaves the project as it was, or not made.
 *
 * <p>Repeating a push is harmless: the same files are the same snapshot, an unchanged definition
 * stays at its version, and what was sent within a day is not sent again.
 */
public final class ProjectPush {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SETTINGS = "millrace.yaml";
  private static final String PUSHES = "/pushes";

  private final ApiConnection api;
  private final String project;

  public ProjectPush(ApiConnection api, String project) {
    this.api = api;
    this.project = project;
  }

  /**
   * A push that was deployed.
   *
   * @param madeProject whether the project came into being with it
   * @param deployment as REST represents it, with its plan and warnings
   */
  public record Pushed(boolean madeProject, JsonNode deployment) {}

  /**
   * What deploying these files would change. Only the contents that a plan reads are sent, nothing
   * is stored, and the project need not exist.
   *
   * @return as {@link #deploy}, without an id
   * @throws ApiException with every problem of every definition
   */
  public JsonNode plan(List<ProjectFile> files) {
    ObjectNode body = manifest(files).put("project", project);
    ArrayNode contents = body.putArray("contents");
    files.stream()
        .filter(file -> file.path().equals(SETTINGS) || DagFiles.isDagFile(file.path()))
        .forEach(file -> contents.add(file.bytes()));
    return api.post("/plans", body, null);
  }

  /**
   * What {@link #promote} would change. Nothing is stored, and the project need not exist.
   *
   * @return as {@link #deploy}, without an id
   */
  public JsonNode planPromotion(String from, String snapshot) {
    return api.post(
        "/plans",
        JSON.createObjectNode().put("project", project).put("from", from).put("snapshot", snapshot),
        null);
  }

  /** As {@link #push(List, DeploymentOptions)} with {@link DeploymentOptions#NONE}. */
  public Pushed push(List<ProjectFile> files) {
    return push(files, DeploymentOptions.NONE);
  }

  /**
   * Sends what the server lacks of these files, and makes them the project's head.
   *
   * @throws ApiException with every problem of every definition; then nothing was changed
   * @throws UncheckedIOException when a file cannot be read; then nothing was changed
   */
  public Pushed push(List<ProjectFile> files, DeploymentOptions options) {
    ObjectNode wish = with(manifest(files), options).put("project", project);
    Map<String, ProjectFile> byDigest = new HashMap<>();
    files.forEach(file -> byDigest.put(file.digest(), file));
    JsonNode answer;
    try {
      answer = api.post(PUSHES, wish, null);
    } catch (ApiException e) {
      return stepwise(e).push(wish, files);
    }
    while (!answer.path("missing").isEmpty()) {
      for (JsonNode missing : answer.path("missing")) {
        ProjectFile file = byDigest.remove(missing.asString());
        if (file == null) {
          throw new IllegalStateException(
              "the server asks again for a content that it was sent: " + missing.asString());
        }
        file.send(api, "/blobs/" + file.digest());
      }
      answer = api.post(PUSHES, wish, null);
    }
    return pushed(answer);
  }

  /**
   * Makes another project's snapshot this one's head, without sending anything again; this one is
   * made where it does not exist.
   *
   * @param from name of the project that has the snapshot; the token may read there
   * @throws ApiException when it is refused; then nothing was changed
   */
  public Pushed promote(String from, String snapshot, DeploymentOptions options) {
    ObjectNode wish =
        with(JSON.createObjectNode().put("from", from).put("snapshot", snapshot), options)
            .put("project", project);
    try {
      return pushed(api.post(PUSHES, wish, null));
    } catch (ApiException e) {
      return stepwise(e).push(wish, null);
    }
  }

  /** The way of a server of the release before; throws the refusal of any other. */
  private StepwisePush stepwise(ApiException refusal) {
    if (!StepwisePush.isNeeded(refusal)) {
      throw refusal;
    }
    return new StepwisePush(api, project);
  }

  private static Pushed pushed(JsonNode answer) {
    return new Pushed(answer.path("madeProject").asBoolean(false), answer.path("deployment"));
  }

  /**
   * Makes one of the project's snapshots its head.
   *
   * @return the deployment as REST represents it, with its plan and warnings
   */
  public JsonNode deploy(String snapshot, DeploymentOptions options) {
    ObjectNode wish = JSON.createObjectNode().put("snapshot", snapshot);
    return api.post(path(), with(wish, options), null);
  }

  /**
   * What {@link #deploy} would change; nothing is stored.
   *
   * @return as {@link #deploy}, without an id
   */
  public JsonNode planDeployment(String snapshot) {
    return api.post(
        path(), JSON.createObjectNode().put("snapshot", snapshot).put("dryRun", true), null);
  }

  /** Deployments of the project, newest first, as REST represents them. */
  public JsonNode deployments() {
    return api.list(path());
  }

  private static ObjectNode with(ObjectNode wish, DeploymentOptions options) {
    if (options.reason() != null) {
      wish.put("reason", options.reason());
    }
    if (options.paused()) {
      wish.put("paused", true);
    }
    if (options.archive()) {
      wish.put("archive", true); // only then: a server of the release before does not know it
    }
    return wish;
  }

  private String path() {
    return "/projects/%s/deployments".formatted(segment(project));
  }

  private static ObjectNode manifest(List<ProjectFile> files) {
    ObjectNode body = JSON.createObjectNode();
    var list = body.putArray("files");
    for (ProjectFile file : files) {
      list.addObject()
          .put("path", file.path())
          .put("mode", file.mode())
          .put("digest", file.digest())
          .put("size", file.size());
    }
    return body;
  }
}
