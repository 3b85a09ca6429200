package dev.millrace.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class BuildVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Millrace.class.getPackage().getImplementationVersion())
            .orElse("(built from classes)");
    return new String[] {"millrace " + version};
  }
}
