package dev.millrace.api.attempts;

import dev.millrace.scheduler.catalog.BlobNotFoundException;
import dev.millrace.scheduler.catalog.BlobStore;
import dev.millrace.scheduler.catalog.Digest;
import dev.millrace.scheduler.store.ArtifactRecord;
import dev.millrace.scheduler.store.AttemptReads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.springframework.stereotype.Component;

/** Published HTML files, for the frames that show them. */
@Component
public class HtmlArtifacts {
  /** A bigger file is not shown; it can be downloaded. */
  public static final int MOST_BYTES = 8 << 20;

  /** A page declares its charset in its first bytes (HTML standard, "prescan a byte stream"). */
  private static final int DECLARED_WITHIN = 1024;

  private final AttemptReads attempts;
  private final BlobStore blobs;

  HtmlArtifacts(AttemptReads attempts, BlobStore blobs) {
    this.attempts = attempts;
    this.blobs = blobs;
  }

  /** Whether the attempt published a file that {@link #read} answers. */
  public boolean hasAny(UUID attempt) {
    return attempts.artifacts(attempt).stream().anyMatch(HtmlArtifacts::isShown);
  }

  /**
   * The text of a file, in the charset that it declares, else in UTF-8.
   *
   * @return empty when the attempt published no such file, when it is no HTML, when it has more
   *     than {@link #MOST_BYTES}, or when its content was removed
   */
  public Optional<String> read(UUID attempt, String path) {
    return attempts.artifacts(attempt).stream()
        .filter(artifact -> artifact.path().equals(path) && isShown(artifact))
        .findFirst()
        .flatMap(this::content);
  }

  private Optional<String> content(ArtifactRecord artifact) {
    try (InputStream bytes = blobs.open(new Digest(artifact.digest()))) {
      byte[] content = bytes.readNBytes(MOST_BYTES);
      return Optional.of(new String(content, charsetOf(content)));
    } catch (BlobNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Charset charsetOf(byte[] content) throws IOException {
    var beginning = new ByteArrayInputStream(content, 0, Math.min(DECLARED_WITHIN, content.length));
    return Jsoup.parse(beginning, null, "").charset();
  }

  private static boolean isShown(ArtifactRecord artifact) {
    String name = artifact.path().toLowerCase(Locale.ROOT);
    boolean isHtml =
        name.endsWith(".html") || name.endsWith(".htm") || "text/html".equals(artifact.mediaType());
    return isHtml && artifact.size() <= MOST_BYTES;
  }
}
