package dev.millrace.executor.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A kernelspec's command with its placeholders filled in. */
final class KernelCommand {
  private static final Pattern BARE_PYTHON = Pattern.compile("python[0-9.]*");

  private KernelCommand() {}

  static List<String> of(KernelSpec spec, Path connectionFile) {
    Optional<Path> prefix = prefix(spec.resourceDirectory());
    List<String> command = new ArrayList<>();
    for (String argument : spec.argv()) {
      command.add(
          argument
              .replace("{connection_file}", connectionFile.toString())
              .replace("{resource_dir}", spec.resourceDirectory().toString())
              .replace("{prefix}", prefix.map(Path::toString).orElse("/usr")));
    }
    // A spec inside an environment that just says "python" means that environment's own.
    if (BARE_PYTHON.matcher(command.getFirst()).matches()) {
      prefix
          .map(found -> found.resolve("bin/python"))
          .filter(Files::isExecutable)
          .ifPresent(python -> command.set(0, python.toString()));
    }
    return command;
  }

  /** PREFIX of PREFIX/share/jupyter/kernels/NAME. */
  private static Optional<Path> prefix(Path resourceDirectory) {
    Path kernels = resourceDirectory.getParent();
    if (kernels != null && kernels.endsWith("share/jupyter/kernels")) {
      return Optional.ofNullable(kernels.resolve("../../..").normalize());
    }
    return Optional.empty();
  }
}
