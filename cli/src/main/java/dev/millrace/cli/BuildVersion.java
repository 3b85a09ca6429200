package dev.millrace.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
public final class BuildVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"millrace " + text()};
  }

  /** For example {@code 0.1.0}; {@code development} where classes run without their jar. */
  public static String text() {
    return Objects.requireNonNullElse(
        Millrace.class.getPackage().getImplementationVersion(), "development");
  }
}
