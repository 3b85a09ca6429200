package dev.millrace.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** The build that {@code config/build-before.commit} names. */
final class ReleaseBefore {
  private ReleaseBefore() {}

  /**
   * Its jar. Fails with the script's own words where the history is missing or the build breaks.
   */
  static Path jar() throws IOException, InterruptedException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("config/build-before"))) {
      root = Objects.requireNonNull(root.getParent());
    }
    Path words = Files.createTempFile("build-before", ".log");
    Process script =
        new ProcessBuilder(root.resolve("config/build-before").toString())
            .redirectError(words.toFile())
            .start();
    String jar = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(script.waitFor()).as(Files.readString(words)).isZero();
    Files.delete(words);
    return Path.of(jar);
  }

  /**
   * Its own classes and resources, and the libraries that definitions are read with, apart from
   * those of this build.
   *
   * @param folder where its modules are unpacked to
   */
  static URLClassLoader classes(Path folder) throws IOException, InterruptedException {
    List<URL> modules = new ArrayList<>();
    try (var jar = new JarFile(jar().toFile())) {
      for (ZipEntry entry : jar.stream().toList()) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (name.matches("(dsl|scheduler|executor|orchestrator-api)-.*\\.jar")
            || name.matches("(jackson|snakeyaml-engine)-.*\\.jar")) {
          try (InputStream content = jar.getInputStream(entry)) {
            Path module = folder.resolve(name);
            Files.copy(content, module);
            modules.add(module.toUri().toURL());
          }
        }
      }
    }
    assertThat(modules).hasSizeGreaterThan(4);
    return new URLClassLoader(modules.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
