package dev.millrace.api.reports;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The pictures that a notebook's Markdown names, as addresses that hold the picture itself. Stays
 * below a limit for the page, however often a picture is named.
 */
public final class ReportImages {
  private static final int MOST_CHARACTERS = 32 * 1024 * 1024;
  private static final List<String> TYPES =
      List.of("image/png", "image/jpeg", "image/gif", "image/webp");
  private static final String ATTACHMENT = "attachment:";

  private final Function<String, Optional<ProjectImage>> ofProject;
  private int left = MOST_CHARACTERS;

  /**
   * @param ofProject finds an image of the project by its path from the notebook's folder
   */
  public ReportImages(Function<String, Optional<ProjectImage>> ofProject) {
    this.ofProject = ofProject;
  }

  /** Finds what an address in a cell's Markdown means; null if it is no picture that we have. */
  Function<String, @Nullable String> of(JsonNode attachments) {
    return address -> {
      String data =
          address.startsWith(ATTACHMENT)
              ? attached(attachments.path(address.substring(ATTACHMENT.length())))
              : isOfProject(address)
                  ? ofProject.apply(address).map(ReportImages::data).orElse(null)
                  : raster(address);
      if (data == null || data.length() > left) {
        return null;
      }
      left -= data.length();
      return data;
    };
  }

  private static @Nullable String attached(JsonNode forms) {
    return TYPES.stream()
        .filter(forms::has)
        .findFirst()
        .map(type -> base64(type, NotebookText.of(forms.path(type))))
        .orElse(null);
  }

  private static boolean isOfProject(String address) {
    return !address.isEmpty() && !address.contains(":") && !address.startsWith("/");
  }

  private static @Nullable String raster(String address) {
    return TYPES.stream().anyMatch(type -> address.startsWith("data:" + type + ";base64,"))
        ? address
        : null;
  }

  private static String data(ProjectImage image) {
    return base64(image.type(), Base64.getEncoder().encodeToString(image.content()));
  }

  /** The address of a picture; what is no base64 is left out of it. */
  static String base64(String type, String content) {
    return "data:" + type + ";base64," + content.replaceAll("[^A-Za-z0-9+/=]", "");
  }
}
