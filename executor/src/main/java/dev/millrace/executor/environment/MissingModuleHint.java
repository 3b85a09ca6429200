package dev.millrace.executor.environment;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says where to declare the package of a Python module that a step misses. Pure. */
public final class MissingModuleHint {
  private static final Pattern MISSING =
      Pattern.compile("ModuleNotFoundError: No module named '([^'.]+)[^']*'");

  /** Packages whose modules have other names, as far as people stumble over them. */
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("sklearn", "scikit-learn"),
          Map.entry("skimage", "scikit-image"),
          Map.entry("cv2", "opencv-python"),
          Map.entry("PIL", "Pillow"),
          Map.entry("yaml", "PyYAML"),
          Map.entry("bs4", "beautifulsoup4"),
          Map.entry("dateutil", "python-dateutil"),
          Map.entry("dotenv", "python-dotenv"),
          Map.entry("psycopg2", "psycopg2-binary"),
          Map.entry("serial", "pyserial"),
          Map.entry("OpenSSL", "pyOpenSSL"),
          Map.entry("Crypto", "pycryptodome"));

  private MissingModuleHint() {}

  /**
   * The hint, if a module is missing.
   *
   * @param failure the error's text or the end of the step's log
   * @param requirements the file that the step's environment is made from; null: it has none
   * @param isNone whether the step says {@code environment: none}
   */
  public static Optional<String> of(String failure, @Nullable String requirements, boolean isNone) {
    Matcher missing = MISSING.matcher(failure);
    if (!missing.find()) {
      return Optional.empty();
    }
    String module = missing.group(1);
    String name = PACKAGES.getOrDefault(module, module);
    String where;
    if (requirements != null) {
      where = "add it to " + requirements + ", from which this step's environment is made";
    } else if (isNone) {
      where =
          "this step says 'environment: none'; give it environment: { requirements: requirements.txt } and declare it there";
    } else {
      where =
          "declare it in a requirements.txt beside the notebook or script or at the project's root, or in the file that environment: { requirements: … } of the step names";
    }
    return Optional.of(
        "if '%s' comes with the package %s: %s. If it is a file of the project: its root and src can be imported from"
            .formatted(module, name, where));
  }
}
