package dev.millrace.client;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.dsl.codec.DagFiles;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pushes a project's files: the manifest first, then only the bytes that the server lacks, then the
 * deployment.
 *
 * <p>Repeating a push is harmless: the same files are the same snapshot, and an unchanged
 * definition stays at its version.
 */
public final class ProjectPush {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SETTINGS = "millrace.yaml";

  private final ApiConnection api;
  private final String project;

  public ProjectPush(ApiConnection api, String project) {
    this.api = api;
    this.project = project;
  }

  /**
   * Makes the project where it does not exist yet.
   *
   * @return whether it was made
   */
  public boolean ensureProject() {
    if (exists()) {
      return false;
    }
    api.post("/projects", JSON.createObjectNode().put("name", project), null);
    return true;
  }

  private boolean exists() {
    try {
      api.get("/projects/" + segment(project));
      return true;
    } catch (ApiException e) {
      if (e.status() != 404) {
        throw e;
      }
      return false;
    }
  }

  /**
   * What deploying these files would change. Only the contents that a plan reads are sent, nothing
   * is stored, and the project need not exist.
   *
   * @return as {@link #deploy(String, String, boolean)}, without an id
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
   * @return as {@link #deploy(String, String, boolean)}, without an id
   */
  public JsonNode planPromotion(String from, String snapshot) {
    return api.post(
        "/plans",
        JSON.createObjectNode().put("project", project).put("from", from).put("snapshot", snapshot),
        null);
  }

  /**
   * @return the digest of the snapshot that now exists on the server
   */
  public String upload(List<ProjectFile> files) {
    JsonNode answer = postManifest(files);
    Map<String, ProjectFile> byDigest = new HashMap<>();
    files.forEach(f -> byDigest.put(f.digest(), f));
    for (JsonNode missing : answer.path("missing")) {
      ProjectFile file = byDigest.get(missing.asString());
      if (file != null) {
        put(file);
      }
    }
    if (!answer.path("missing").isEmpty()) {
      answer = postManifest(files);
    }
    return answer.path("digest").asString();
  }

  /**
   * Makes one of the project's snapshots its head; with {@code dryRun} only the plan is answered.
   *
   * @return the deployment as REST represents it, with its plan and warnings
   */
  public JsonNode deploy(String snapshot, @Nullable String reason, boolean dryRun) {
    return deploy(JSON.createObjectNode().put("snapshot", snapshot).put("dryRun", dryRun), reason);
  }

  /**
   * Sends what the server lacks of these files, and makes them the project's head.
   *
   * @param paused whether schedules that are new start paused; those that exist stay as they are
   * @return as {@link #deploy(String, String, boolean)}
   */
  public JsonNode push(List<ProjectFile> files, @Nullable String reason, boolean paused) {
    return deploy(
        JSON.createObjectNode().put("snapshot", upload(files)).put("paused", paused), reason);
  }

  /**
   * Makes another project's snapshot this one's head, without sending anything again.
   *
   * @param from name of the project that has the snapshot; the token may read there
   * @return as {@link #deploy(String, String, boolean)}
   */
  public JsonNode promote(String from, String snapshot, @Nullable String reason) {
    return deploy(JSON.createObjectNode().put("from", from).put("snapshot", snapshot), reason);
  }

  /** Deployments of the project, newest first, as REST represents them. */
  public JsonNode deployments() {
    return api.list(path());
  }

  private JsonNode deploy(ObjectNode body, @Nullable String reason) {
    if (reason != null) {
      body.put("reason", reason);
    }
    return api.post(path(), body, null);
  }

  private String path() {
    return "/projects/%s/deployments".formatted(segment(project));
  }

  private JsonNode postManifest(List<ProjectFile> files) {
    return api.post("/projects/%s/snapshots".formatted(segment(project)), manifest(files), null);
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

  private void put(ProjectFile file) {
    try {
      api.put(
          "/projects/%s/blobs/%s".formatted(segment(project), file.digest()),
          switch (file.content()) {
            case ProjectFile.OnDisk disk -> BodyPublishers.ofFile(disk.file());
            case ProjectFile.Text text -> BodyPublishers.ofString(text.text());
          });
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException(e);
    }
  }
}
