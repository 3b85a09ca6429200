package dev.millrace.executor.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The kernelspecs of a machine, found where Jupyter finds them. */
public final class KernelSpecs {
  private static final Logger LOG = LoggerFactory.getLogger(KernelSpecs.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]+");

  private KernelSpecs() {}

  /**
   * Finds all kernelspecs. Where a name stands in several places the first in Jupyter's order wins;
   * a broken {@code kernel.json} is logged and left out.
   *
   * @param prefixes environments (folders with {@code share/jupyter}) to look into before the
   *     system's
   * @param environment JUPYTER_PATH, JUPYTER_DATA_DIR, XDG_DATA_HOME and HOME are read from it
   * @return by name, in lower case as Jupyter compares names
   */
  public static SortedMap<String, KernelSpec> find(
      List<Path> prefixes, Map<String, String> environment) {
    SortedMap<String, KernelSpec> found = new TreeMap<>();
    for (Path folder : dataFolders(prefixes, environment)) {
      for (Path resources : children(folder.resolve("kernels"))) {
        String name = resources.getFileName().toString().toLowerCase(Locale.ROOT);
        if (NAME.matcher(name).matches() && !found.containsKey(name)) {
          read(name, resources).ifPresent(spec -> found.put(name, spec));
        }
      }
    }
    return found;
  }

  private static List<Path> dataFolders(List<Path> prefixes, Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    for (String entry : environment.getOrDefault("JUPYTER_PATH", "").split(":", -1)) {
      if (!entry.isBlank()) {
        folders.add(Path.of(entry));
      }
    }
    userFolder(environment).ifPresent(folders::add);
    prefixes.forEach(prefix -> folders.add(prefix.resolve("share/jupyter")));
    folders.add(Path.of("/usr/local/share/jupyter"));
    folders.add(Path.of("/usr/share/jupyter"));
    return folders;
  }

  private static Optional<Path> userFolder(Map<String, String> environment) {
    String own = environment.getOrDefault("JUPYTER_DATA_DIR", "");
    if (!own.isBlank()) {
      return Optional.of(Path.of(own));
    }
    String home = environment.getOrDefault("HOME", "");
    if (home.isBlank()) {
      return Optional.empty();
    }
    if (System.getProperty("os.name", "").startsWith("Mac")) {
      return Optional.of(Path.of(home, "Library/Jupyter"));
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    return Optional.of(
        (data.isBlank() ? Path.of(home, ".local/share") : Path.of(data)).resolve("jupyter"));
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file.resolve("kernel.json")))
          .sorted()
          .toList();
    } catch (IOException e) {
      // Most of the places do not exist on most machines.
      LOG.trace("no kernelspecs in {}", folder, e);
      return List.of();
    }
  }

  private static Optional<KernelSpec> read(String name, Path resources) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(resources.resolve("kernel.json")));
      List<String> argv = new ArrayList<>();
      json.path("argv").forEach(argument -> argv.add(argument.asString("")));
      if (argv.isEmpty()) {
        LOG.warn("kernelspec {} has no argv; it is left out", resources);
        return Optional.empty();
      }
      Map<String, String> environment = new TreeMap<>();
      json.path("env")
          .properties()
          .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asString("")));
      return Optional.of(
          new KernelSpec(
              name,
              json.path("display_name").asString(name),
              json.path("language").asString(""),
              argv,
              environment,
              json.path("interrupt_mode").asString("signal").equals("message")
                  ? KernelSpec.InterruptMode.MESSAGE
                  : KernelSpec.InterruptMode.SIGNAL,
              resources.toAbsolutePath()));
    } catch (IOException | JacksonException e) {
      LOG.warn("kernelspec {} cannot be read; it is left out", resources, e);
      return Optional.empty();
    }
  }
}
