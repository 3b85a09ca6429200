package dev.millrace.client;

import static dev.millrace.client.ApiConnection.segment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pushes to a server of the release before, which has no whole pushes: the project, the contents,
 * the snapshot and the deployment, one after the other. If one of them is refused, those before it
 * stay.
 */
final class StepwisePush {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ApiConnection api;
  private final String project;
  private final String path;

  StepwisePush(ApiConnection api, String project) {
    this.api = api;
    this.project = project;
    this.path = "/projects/" + segment(project);
  }

  /** Returns true if the refusal says that the server has no whole pushes. */
  static boolean isNeeded(ApiException refusal) {
    return refusal.code().equals("NO_ROUTE") || refusal.status() == 405;
  }

  /**
   * @param wish of the whole push
   * @param files null: the wish names another project's snapshot
   */
  ProjectPush.Pushed push(ObjectNode wish, @Nullable List<ProjectFile> files) {
    boolean made = makeProject();
    ObjectNode deployment = wish.deepCopy();
    deployment.remove(List.of("project", "files", "archive")); // such a server archives by itself
    if (files != null) {
      deployment.put("snapshot", upload(wish, files));
    }
    return new ProjectPush.Pushed(made, api.post(path + "/deployments", deployment, null));
  }

  private boolean makeProject() {
    try {
      api.get(path);
      return false;
    } catch (ApiException e) {
      if (e.status() != 404) {
        throw e;
      }
      api.post("/projects", JSON.createObjectNode().put("name", project), null);
      return true;
    }
  }

  private String upload(ObjectNode wish, List<ProjectFile> files) {
    ObjectNode manifest = JSON.createObjectNode();
    manifest.set("files", wish.path("files"));
    Map<String, ProjectFile> byDigest = new HashMap<>();
    files.forEach(file -> byDigest.put(file.digest(), file));
    JsonNode answer = api.post(path + "/snapshots", manifest, null);
    for (JsonNode missing : answer.path("missing")) {
      ProjectFile file = byDigest.get(missing.asString());
      if (file != null) {
        file.send(api, path + "/blobs/" + file.digest());
      }
    }
    return answer.path("missing").isEmpty()
        ? answer.path("digest").asString()
        : api.post(path + "/snapshots", manifest, null).path("digest").asString();
  }
}
