package dev.millrace.cli.up;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.client.ApiConnection;
import dev.millrace.client.DeploymentOptions;
import dev.millrace.client.ProjectFiles;
import dev.millrace.client.ProjectPush;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The example that {@code up --demo} leaves: the recommender pushed and three runs of it, through
 * the same REST calls that anyone makes. Repeating it makes neither a second version nor further
 * runs.
 */
final class Demo {
  static final String PROJECT = "films";
  private static final String DAG = "recommender";
  private static final String RESOURCES = "examples/recommender/";

  private final ApiConnection api;

  Demo(ApiConnection api) {
    this.api = api;
  }

  /** The id of the first run, which is the one to watch. */
  String start(Path workFolder) {
    Path files = workFolder.resolve("recommender");
    copyExample(files);
    var push = new ProjectPush(api, PROJECT);
    push.push(
        ProjectFiles.list(files), DeploymentOptions.NONE.because("the example of `up --demo`"));

    ObjectNode none = JsonMapper.shared().createObjectNode();
    String first = trigger("demo-default", "The default run", none);
    trigger("demo-tuned", "Tuned: three trainings side by side", none.deepCopy().put("tune", true));
    trigger(
        "demo-failing",
        "A learning rate so high that training fails",
        none.deepCopy().put("learningRate", 5));
    return first;
  }

  private String trigger(String idempotencyKey, String note, ObjectNode parameters) {
    ObjectNode body = JsonMapper.shared().createObjectNode().put("note", note);
    body.set("parameters", parameters);
    JsonNode run =
        api.post(
            "/projects/%s/dags/%s/runs".formatted(segment(PROJECT), segment(DAG)),
            body,
            idempotencyKey);
    return run.path("id").asString("");
  }

  /** The example travels in the jar; a push takes a folder. */
  private static void copyExample(Path target) {
    var resolver = new PathMatchingResourcePatternResolver();
    try {
      List<Resource> resources =
          List.of(resolver.getResources("classpath*:" + RESOURCES + "**/*.*"));
      for (Resource resource : resources) {
        String url = resource.getURL().toString();
        String path = url.substring(url.lastIndexOf(RESOURCES) + RESOURCES.length());
        Path file = target.resolve(path).normalize();
        if (!resource.isReadable() || !file.startsWith(target)) {
          continue;
        }
        Files.createDirectories(file.getParent());
        try (InputStream in = resource.getInputStream()) {
          Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the example could not be copied to " + target, e);
    }
  }
}
