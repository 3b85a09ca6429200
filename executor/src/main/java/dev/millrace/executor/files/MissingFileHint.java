package dev.millrace.executor.files;

import dev.millrace.executor.protocol.UnpublishedAnswer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells a step that missed a file which upstream step wrote it without publishing it. Pure. */
public final class MissingFileHint {
  private static final Pattern MISSING =
      Pattern.compile(
          "no such file|filenotfound|file not found|cannot open file|can't open file|does not exist|cannot find the file",
          Pattern.CASE_INSENSITIVE);

  private MissingFileHint() {}

  /** Whether a failure's text speaks of a missing file at all: only then is it worth asking. */
  public static boolean isAbout(String failure) {
    return MISSING.matcher(failure).find();
  }

  /**
   * The hint, if one of the files is the missing one.
   *
   * @param failure the error's text or the end of the step's log
   * @param unpublished what upstream steps wrote and did not publish
   */
  public static Optional<String> of(String failure, List<UnpublishedAnswer.Entry> unpublished) {
    if (!isAbout(failure)) {
      return Optional.empty();
    }
    return unpublished.stream()
        .filter(file -> names(failure, file.path()))
        .findFirst()
        .map(
            file ->
                "step '%s' wrote %s but does not publish it; add it there: artifacts: [%s]"
                    .formatted(file.producer(), file.path(), file.path()));
  }

  /** By file name: the step may have reached it from another folder, as ../data/x.csv. */
  private static boolean names(String failure, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])")
        .matcher(failure)
        .find();
  }
}
