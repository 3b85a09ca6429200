package dev.millrace.cli.up;

import dev.millrace.cli.Millrace;
import dev.millrace.cli.up.Holds.Place;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A worker in a process of its own, on a machine whose package tool and one of whose kernels stand
 * still until they are let go on: {@code held} is that kernel's name.
 */
final class HeldWorker implements AutoCloseable {
  private final Process process;

  private HeldWorker(Process process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param python an interpreter that has ipykernel
   */
  static HeldWorker start(Path folder, Path python, Holds holds, URI server, String token)
      throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    // Makes the environment that it was asked for in the end, with what the machine has.
    program(
        tools.resolve("uv"),
        """
        #!/bin/sh
        case "$1 $2" in
          "venv --python") %s
            "$3" -m venv --without-pip "$4"
            '%s' -c 'import site; print(site.getsitepackages()[0])' > "$("$4/bin/python" -c 'import site; print(site.getsitepackages()[0])')/machine.pth" ;;
          "pip freeze") echo held==1 ;;
        esac
        """
            .formatted(holds.inShell(Place.ENVIRONMENT), python));
    Path kernel = Files.createDirectories(folder.resolve("jupyter/kernels/held"));
    program(
        kernel.resolve("start"),
        """
        #!/bin/sh
        %s
        exec '%s' -m ipykernel_launcher -f "$1"
        """
            .formatted(holds.inShell(Place.KERNEL), python));
    Files.writeString(
        kernel.resolve("kernel.json"),
        """
        {"argv": ["%s", "{connection_file}"], "display_name": "held", "language": "python"}
        """
            .formatted(kernel.resolve("start")));
    Path tokenFile = Files.writeString(folder.resolve("pool.token"), token + "\n");
    Files.setPosixFilePermissions(tokenFile, PosixFilePermissions.fromString("rw-------"));
    var builder =
        OtherJvm.of(
            Millrace.class,
            List.of(
                "worker",
                "--server",
                server.toString(),
                "--token-file",
                tokenFile.toString(),
                "--python",
                python.toString(),
                "--slots",
                "1",
                "--data",
                folder.resolve("worker").toString()));
    builder.environment().put("PATH", tools + File.pathSeparator + System.getenv("PATH"));
    builder.environment().put("JUPYTER_PATH", folder.resolve("jupyter").toString());
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("worker.log").toFile());
    return new HeldWorker(builder.start());
  }

  private static void program(Path file, String text) throws IOException {
    if (!Files.writeString(file, text).toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made a program");
    }
  }

  /** What runs below it now. */
  Set<Long> below() {
    return process.descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
