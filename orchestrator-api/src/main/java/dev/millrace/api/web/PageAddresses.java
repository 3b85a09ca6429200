package dev.millrace.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Writes the addresses of the application's one page out from the root of the server, wherever a
 * proxy has put that: the page is answered at addresses of any depth, so it cannot have them
 * relative, and it tells its scripts where the API is.
 */
final class PageAddresses implements ResourceTransformer {
  private static final String PAGE = "index.html";
  private static final String BASE = "name=\"millrace-base\" content=\"";

  private final String prefix;

  PageAddresses(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public Resource transform(
      HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
      throws IOException {
    Resource file = chain.transform(request, resource);
    if (!PAGE.equals(file.getFilename())) {
      return file;
    }
    String page =
        file.getContentAsString(StandardCharsets.UTF_8)
            .replace("\"./", "\"" + prefix + "/")
            .replace(BASE + "\"", BASE + prefix + "\"");
    return new TransformedResource(file, page.getBytes(StandardCharsets.UTF_8));
  }
}
