package dev.millrace.dsl;

import java.util.Locale;
import java.util.Set;

/**
 * The environment variables that decide which programs a script or shell step starts and what they
 * load. A caller who may start a run chooses the values of its parameters but not the code, so no
 * parameter of such a step may have one of these names.
 *
 * <p>Case counts, as it does for the programs that read them: {@code path} is a fine name. Only
 * {@code MILLRACE_} is reserved in any case.
 */
public final class ReservedVariables {
  private static final Set<String> NAMES =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "IFS",
          "ENV",
          "CDPATH",
          "PS4",
          "SHELLOPTS",
          "BASHOPTS",
          "TMPDIR",
          "VIRTUAL_ENV",
          "R_HOME",
          "R_ENVIRON",
          "R_ENVIRON_USER",
          "R_PROFILE",
          "R_PROFILE_USER",
          "R_LIBS",
          "R_LIBS_USER",
          "R_DEFAULT_PACKAGES");

  private static final Set<String> PREFIXES = Set.of("BASH_", "LD_", "DYLD_", "PYTHON");

  private ReservedVariables() {}

  /** Returns true if no parameter of a script or shell step may have this name. */
  public static boolean contains(String name) {
    return NAMES.contains(name)
        || PREFIXES.stream().anyMatch(name::startsWith)
        || name.toUpperCase(Locale.ROOT).startsWith("MILLRACE_");
  }
}
