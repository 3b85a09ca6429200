package dev.millrace.executor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecsTest {
  @TempDir Path folder;

  @Test
  void theFirstPlaceInJupytersOrderWins() throws Exception {
    spec("path", "One", "from path");
    spec("data", "one", "from data");
    spec("data", "two", "from data");
    spec("prefix/share/jupyter", "two", "from prefix");
    spec("prefix/share/jupyter", "three", "from prefix");
    var found =
        KernelSpecs.find(
            List.of(folder.resolve("prefix")),
            Map.of(
                "JUPYTER_PATH", folder.resolve("path").toString(),
                "JUPYTER_DATA_DIR", folder.resolve("data").toString()));
    assertThat(found.get("one")).extracting(KernelSpec::displayName).isEqualTo("from path");
    assertThat(found.get("two")).extracting(KernelSpec::displayName).isEqualTo("from data");
    assertThat(found.get("three")).extracting(KernelSpec::displayName).isEqualTo("from prefix");
  }

  @Test
  void aBrokenSpecIsLeftOutAndTheOthersAreFound() throws Exception {
    Path broken = Files.createDirectories(folder.resolve("data/kernels/broken"));
    Files.writeString(broken.resolve("kernel.json"), "{nonsense");
    spec("data", "good", "Good");
    assertThat(
            KernelSpecs.find(
                List.of(), Map.of("JUPYTER_DATA_DIR", folder.resolve("data").toString())))
        .containsKey("good")
        .doesNotContainKey("broken");
  }

  @Test
  void everyFieldIsRead() throws Exception {
    Path home = folder.resolve("home/.local/share/jupyter/kernels/ark");
    Files.createDirectories(home);
    Files.writeString(
        home.resolve("kernel.json"),
        """
        {"argv": ["{prefix}/ark", "{resource_dir}", "{connection_file}"], "display_name": "Ark", "language": "R",
         "interrupt_mode": "message", "env": {"R_HOME": "${BASE}/R", "KEPT": "${UNKNOWN}"}}
        """);
    KernelSpec spec =
        KernelSpecs.find(List.of(), Map.of("HOME", folder.resolve("home").toString())).get("ark");
    assertThat(spec)
        .isEqualTo(
            new KernelSpec(
                "ark",
                "Ark",
                "R",
                List.of("{prefix}/ark", "{resource_dir}", "{connection_file}"),
                Map.of("R_HOME", "${BASE}/R", "KEPT", "${UNKNOWN}"),
                KernelSpec.InterruptMode.MESSAGE,
                home));
    assertThat(VariableReferences.resolve("${BASE}/R:$BASE:${UNKNOWN}", Map.of("BASE", "/opt")))
        .isEqualTo("/opt/R:/opt:${UNKNOWN}");
    assertThat(KernelCommand.of(java.util.Objects.requireNonNull(spec), Path.of("/c.json")))
        .containsExactly(folder.resolve("home/.local") + "/ark", home.toString(), "/c.json");
  }

  @Test
  void aBarePythonInAnEnvironmentIsThatEnvironmentsOwn() throws IOException {
    Path python = folder.resolve("prefix/bin/python");
    Files.createDirectories(folder.resolve("prefix/bin"));
    Files.writeString(python, "");
    assertThat(python.toFile().setExecutable(true)).isTrue();
    spec("prefix/share/jupyter", "python3", "Python");
    KernelSpec spec =
        KernelSpecs.find(List.of(folder.resolve("prefix")), Map.of("HOME", "/nowhere"))
            .get("python3");
    assertThat(KernelCommand.of(java.util.Objects.requireNonNull(spec), Path.of("/c.json")))
        .containsExactly(python.toString(), "-f", "/c.json");
  }

  private void spec(String place, String name, String displayName) throws IOException {
    Path resources =
        Files.createDirectories(folder.resolve(place).resolve("kernels").resolve(name));
    Files.writeString(
        resources.resolve("kernel.json"),
        "{\"argv\": [\"python3\", \"-f\", \"{connection_file}\"], \"display_name\": \"%s\", \"language\": \"python\"}"
            .formatted(displayName));
  }
}
