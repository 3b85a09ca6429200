package dev.millrace.api.projects;

import dev.millrace.api.TestClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Brings files to a project as a client does: list, missing contents, list again, deploy. */
public final class TestPush {

  private final TestClient client;
  private final String project;
  private final String base;
  private final Map<String, String> files = new LinkedHashMap<>();
  private int claimedSize = -1;

  /** A push of no files yet. */
  public TestPush(TestClient client, String project) {
    this.client = client;
    this.project = project;
    this.base = "/api/v1/projects/" + project;
  }

  /** The same push with one more file. */
  public TestPush file(String path, String content) {
    files.put(path, content);
    return this;
  }

  /** Sends the list of files. */
  public TestClient.Answer submit() {
    return client.post(base + "/snapshots", Map.of("files", list()));
  }

  /** Asks what deploying them would change, with the contents of all. */
  public TestClient.Answer plan() {
    List<String> contents =
        files.values().stream()
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .map(Base64.getEncoder()::encodeToString)
            .toList();
    return client.post(
        "/api/v1/plans", Map.of("project", project, "files", list(), "contents", contents));
  }

  /** The same push, which says of every file that it has so many bytes. */
  public TestPush claiming(int size) {
    claimedSize = size;
    return this;
  }

  private List<Map<String, Object>> list() {
    List<Map<String, Object>> list = new ArrayList<>();
    files.forEach(
        (path, content) ->
            list.add(
                Map.of(
                    "path",
                    path,
                    "mode",
                    "0644",
                    "digest",
                    digest(content),
                    "size",
                    claimedSize >= 0
                        ? claimedSize
                        : content.getBytes(StandardCharsets.UTF_8).length)));
    return list;
  }

  /** Sends what is missing until the snapshot is stored. @return its digest */
  public String upload() {
    JsonNode first = submit().json();
    for (JsonNode missing : first.get("missing")) {
      String content = content(missing.asString());
      client
          .send(
              "PUT",
              base + "/blobs/" + missing.asString(),
              content.getBytes(StandardCharsets.UTF_8),
              "application/octet-stream")
          .expect(204);
    }
    return submit().expect(201).json().get("digest").asString();
  }

  /** Asks for the whole push, as often as contents are missing, which are sent. */
  public TestClient.Answer push(Map<String, Object> options) {
    TestClient.Answer answer = ask(options);
    if (answer.status() == 200) {
      for (JsonNode missing : answer.json().get("missing")) {
        send(missing.asString()).expect(204);
      }
      answer = ask(options);
    }
    return answer;
  }

  /** Asks for the whole push once. */
  public TestClient.Answer ask(Map<String, Object> options) {
    Map<String, Object> wish = new HashMap<>(options);
    wish.put("project", project);
    wish.put("files", list());
    return client.post("/api/v1/pushes", wish);
  }

  /** Sends the content of that digest, which belongs to the client and to no project. */
  public TestClient.Answer send(String digest) {
    return client.send(
        "PUT",
        "/api/v1/blobs/" + digest,
        content(digest).getBytes(StandardCharsets.UTF_8),
        "application/octet-stream");
  }

  private String content(String digest) {
    return files.values().stream()
        .filter(text -> digest(text).equals(digest))
        .findFirst()
        .orElseThrow();
  }

  /** Uploads and deploys. */
  public TestClient.Answer deploy() {
    return client.post(base + "/deployments", Map.of("snapshot", upload(), "reason", "test"));
  }

  static String digest(String content) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
