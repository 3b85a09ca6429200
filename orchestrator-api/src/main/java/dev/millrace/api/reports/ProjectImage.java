package dev.millrace.api.reports;

/** An image that is a file of the project. */
public final class ProjectImage {
  private final String type;
  private final byte[] content;

  /**
   * @param type its MIME type, found in its content
   * @param content not copied: nobody changes it
   */
  public ProjectImage(String type, byte[] content) {
    this.type = type;
    this.content = content;
  }

  /** Its MIME type. */
  public String type() {
    return type;
  }

  /** The file. */
  public byte[] content() {
    return content;
  }
}
