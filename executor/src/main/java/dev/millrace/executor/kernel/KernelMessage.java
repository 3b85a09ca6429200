package dev.millrace.executor.kernel;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One message of the Jupyter protocol whose signature was right.
 *
 * @param header the message's own header, an object
 * @param parent the header of the message it answers; empty object if there is none
 * @param content an object
 * @param buffers raw data beside the content; usually none
 */
public record KernelMessage(
    JsonNode header, JsonNode parent, JsonNode metadata, JsonNode content, List<byte[]> buffers) {
  /** For example {@code stream}. */
  public String type() {
    return header.path("msg_type").asString("");
  }

  /** The id of the request it belongs to, or an empty text. */
  public String parentId() {
    return parent.path("msg_id").asString("");
  }

  /** When the sender made it, as it wrote it, or an empty text. */
  public String date() {
    return header.path("date").asString("");
  }
}
