package dev.millrace.api.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * Answers addresses of the web application's own pages, such as {@code /runs/…}, with its one HTML
 * file: the browser's router shows the page. Files that do not exist and addresses of other
 * surfaces stay unknown.
 */
final class ApplicationPages extends PathResourceResolver {
  private static final String[] OTHER_SURFACES = {
    "api", "worker", "frames", "shared", "actuator", "assets", "error"
  };

  private static final String LIBRARIES = "webjars/";

  @Override
  protected @Nullable Resource getResource(String path, Resource location) throws IOException {
    if (path.startsWith(LIBRARIES)) {
      return null; // what other parts serve of a library, they serve themselves
    }
    Resource file = path.isEmpty() ? null : super.getResource(path, location);
    if (file != null) {
      return file;
    }
    return isPage(path) ? super.getResource("index.html", location) : null;
  }

  private static boolean isPage(String path) {
    for (String surface : OTHER_SURFACES) {
      if (path.equals(surface) || path.startsWith(surface + "/")) {
        return false;
      }
    }
    // A page may name a notebook, so a dot alone does not make a file; the application's own files
    // lie at the root.
    return path.contains("/") || !path.contains(".");
  }
}
