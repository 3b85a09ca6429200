package dev.millrace.api.web;

import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import java.io.IOException;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A page on which the OpenAPI document can be read and tried out. Loads nothing from elsewhere. */
@RestController
@RequestMapping("/api/docs")
class DocsController {
  private static final String LIBRARY = "classpath*:META-INF/resources/webjars/swagger-ui/*/";
  private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");

  private final Map<String, Part> parts;

  private record Part(Resource content, MediaType type) {}

  DocsController() throws IOException {
    parts =
        Map.of(
            "start.js", new Part(new ClassPathResource("docs/start.js"), SCRIPT),
            "swagger-ui-bundle.js", new Part(ofLibrary("swagger-ui-bundle.js"), SCRIPT),
            "swagger-ui.css",
                new Part(
                    ofLibrary("swagger-ui.css"),
                    MediaType.parseMediaType("text/css;charset=UTF-8")));
  }

  private static Resource ofLibrary(String file) throws IOException {
    Resource[] found = new PathMatchingResourcePatternResolver().getResources(LIBRARY + file);
    if (found.length != 1) {
      throw new IllegalStateException(
          "there are %d files %s in the class path, where one Swagger UI belongs"
              .formatted(found.length, file));
    }
    return found[0];
  }

  @GetMapping
  @Requires(scope = Scope.PUBLIC)
  ResponseEntity<Resource> page() {
    return answer(
        new Part(
            new ClassPathResource("docs/index.html"),
            MediaType.parseMediaType("text/html;charset=UTF-8")));
  }

  @GetMapping("/{file}")
  @Requires(scope = Scope.PUBLIC)
  ResponseEntity<Resource> part(@PathVariable String file) {
    Part part = parts.get(file);
    if (part == null) {
      throw Problem.notFound("file", file).exception();
    }
    return answer(part);
  }

  private static ResponseEntity<Resource> answer(Part part) {
    return ResponseEntity.ok()
        .contentType(part.type())
        .cacheControl(CacheControl.noCache())
        .body(part.content());
  }
}
