package dev.millrace.api.dags;

import dev.millrace.api.problems.Problem;
import dev.millrace.scheduler.catalog.DagRecord;
import dev.millrace.scheduler.catalog.Digest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A Dag's current definition as an entity tag: the digest of what it says. */
final class VersionTag {
  private VersionTag() {}

  static String of(DagRecord dag) {
    return '"' + dag.digest().hex() + '"';
  }

  /**
   * What an {@code If-Match} header expects; null when there is none, or anything will do.
   *
   * @throws dev.millrace.api.problems.ProblemException when it is no tag of ours, so none can match
   */
  static @Nullable Digest expected(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return null;
    }
    String tag = ifMatch.strip();
    boolean quoted = tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"");
    String digest = quoted ? tag.substring(1, tag.length() - 1) : "";
    if (!Digest.isDigest(digest)) {
      throw Problem.of(
              HttpStatus.PRECONDITION_FAILED,
              "CHANGED_MEANWHILE",
              "no version of a Dag has the tag " + tag)
          .hint("send the ETag that GET of the Dag answered, quotes included")
          .exception();
    }
    return new Digest(digest);
  }
}
