package dev.millrace.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The checked-in OpenAPI document is what the service does. After a wanted change of the API, write
 * it anew: {@code mvn -pl orchestrator-api -am test -Dtest=OpenApiTest
 * -Dmillrace.openapi.write=true -Dsurefire.failIfNoSpecifiedTests=false}, and read the difference
 * before committing it. Then {@code npm run generate} in web-ui, whose types come from it.
 */
class OpenApiTest {
  private static final Path FILE = Path.of("src/main/resources/openapi.json");

  private final TestService service = TestService.shared();

  @Test
  void theCheckedInDocumentIsWhatTheServiceDoes() throws Exception {
    String generated = generated();
    if (Boolean.getBoolean("millrace.openapi.write")) {
      Files.writeString(FILE, generated);
    }
    assertThat(Files.readString(FILE))
        .as("openapi.json is behind the service; this class says how to write it anew")
        .isEqualTo(generated);
  }

  @Test
  void everyoneCanReadTheDocument() throws IOException {
    assertThat(service.anonymous().get("/api/v1/openapi.json").expect(200).text())
        .isEqualTo(Files.readString(FILE));
  }

  private String generated() throws Exception {
    var resource = service.server().part(OpenApiWebMvcResource.class);
    var request = new MockHttpServletRequest("GET", "/v3/api-docs");
    byte[] json = resource.openapiJson(request, "/v3/api-docs", Locale.ENGLISH);
    JsonNode document = JsonMapper.shared().readTree(new String(json, StandardCharsets.UTF_8));
    return tidy("", document).toPrettyString() + "\n";
  }

  /** Keys in one order, whatever the generator's; enums as they are written. */
  private static JsonNode tidy(String key, JsonNode node) {
    if (node.isObject()) {
      ObjectNode sorted = JsonNodeFactory.instance.objectNode();
      Set<String> names = new TreeSet<>();
      node.properties().forEach(p -> names.add(p.getKey()));
      if (node.path("description").asString("").equals(OpenApiSetup.ANY_VALUE)) {
        names.remove("type");
      }
      names.forEach(name -> sorted.set(name, tidy(name, node.path(name))));
      return sorted;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (JsonNode item : node) {
        array.add(key.equals("enum") && item.isString() ? lower(item) : tidy(key, item));
      }
      return array;
    }
    return node;
  }

  private static JsonNode lower(JsonNode name) {
    return JsonNodeFactory.instance.stringNode(name.stringValue().toLowerCase(Locale.ROOT));
  }
}
