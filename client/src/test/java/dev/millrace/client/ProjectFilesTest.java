package dev.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ProjectFilesTest {
  @TempDir Path root;

  @Test
  void everythingIsListedSortedByPathWithDigestSizeAndMode() throws IOException {
    write("notebooks/b.ipynb", "{}");
    write("a.sh", "echo");
    assertThat(root.resolve("a.sh").toFile().setExecutable(true)).isTrue();

    List<ProjectFile> files = ProjectFiles.list(root);

    assertThat(files).extracting(ProjectFile::path).containsExactly("a.sh", "notebooks/b.ipynb");
    assertThat(files).extracting(ProjectFile::mode).containsExactly("0755", "0644");
    assertThat(files.get(1).size()).isEqualTo(2);
    // SHA-256 of "{}", from sha256sum
    assertThat(files.get(1).digest())
        .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  }

  @Test
  void whatGitIgnoresIsLeftOutAtEveryLevelAndCanBeTakenBack() throws IOException {
    write(".gitignore", "*.csv\n/build/\n!keep.csv\n");
    write("big.csv", "1");
    write("keep.csv", "1");
    write("build/x.txt", "1");
    write("sub/build/x.txt", "1");
    write("sub/.gitignore", "!needed.csv\nnotes/\n");
    write("sub/needed.csv", "1");
    write("sub/other.csv", "1");
    write("sub/notes/n.txt", "1");

    assertThat(paths())
        .containsExactly(
            ".gitignore", "keep.csv", "sub/.gitignore", "sub/build/x.txt", "sub/needed.csv");
  }

  @Test
  void repositoriesEnvironmentsCachesCheckpointsAndDotEnvNeverLeaveTheMachine() throws IOException {
    write(".git/config", "x");
    write(".venv/bin/python", "x");
    write("my-env/pyvenv.cfg", "home = /usr");
    write("my-env/lib/x.py", "x");
    write("src/__pycache__/a.pyc", "x");
    write("notebooks/.ipynb_checkpoints/a-checkpoint.ipynb", "x");
    write(".env", "PASSWORD=1");
    write(".env.production", "PASSWORD=1");
    write(".env.example", "PASSWORD=");
    write("src/a.py", "x");

    assertThat(paths()).containsExactly(".env.example", "src/a.py");
  }

  @Test
  void linksWithinTheProjectAreFollowedAndOthersAreNamed(@TempDir Path outside) throws IOException {
    Files.writeString(outside.resolve("shared.py"), "x");
    write("data/real.csv", "1,2");
    write("data/deep/more.csv", "3");
    link("data/latest.csv", "real.csv");
    link("notebooks/data", "../data");
    link("notebooks/shared.py", outside.resolve("shared.py").toString());
    link("lib", outside.toString());
    link("loop", ".");
    link("data/deep/up", "..");
    link("self", "self");
    link("dangling", "nowhere");

    FolderListing listing = ProjectFiles.read(root);

    assertThat(listing.files())
        .extracting(ProjectFile::path)
        .containsExactly(
            "data/deep/more.csv",
            "data/latest.csv",
            "data/real.csv",
            "notebooks/data/deep/more.csv",
            "notebooks/data/latest.csv",
            "notebooks/data/real.csv");
    assertThat(listing.files().get(1).bytes()).asString().isEqualTo("1,2");
    assertThat(listing.warnings()).hasSize(7);
    assertThat(listing.warnings()).filteredOn(w -> w.contains("out of the project")).hasSize(2);
    assertThat(listing.warnings())
        .anyMatch(w -> w.contains("'lib'") && w.contains("mount"))
        .anyMatch(w -> w.contains("'notebooks/shared.py'") && w.contains("out of the project"))
        .anyMatch(w -> w.contains("'loop' -> '.'") && w.contains("a folder that it is in"))
        .anyMatch(w -> w.contains("'data/deep/up'") && w.contains("a folder that it is in"))
        .anyMatch(w -> w.contains("'notebooks/data/deep/up'"))
        .anyMatch(w -> w.contains("'self'") && w.contains("leads to itself"))
        .anyMatch(w -> w.contains("'dangling' -> 'nowhere'") && w.contains("nothing"));
  }

  @Test
  void aLinkSendsNothingThatIsLeftOutAtItsOwnPlace() throws IOException {
    write(".gitignore", "/big/secret.csv\n*.tmp\nignored\n");
    write(".env", "PASSWORD=1");
    write(".git/config", "x");
    write("big/secret.csv", "1");
    write("big/open.csv", "1");
    write("ignored/x.csv", "1");
    link("settings", ".env");
    link("git", ".git");
    link("config", ".git/config");
    link("all", "big");
    link("x", "ignored/x.csv");
    link("y.tmp", "big/open.csv"); // left out by its own name, so no warning is needed
    link("venv", "/usr"); // as above

    FolderListing listing = ProjectFiles.read(root);

    assertThat(listing.files())
        .extracting(ProjectFile::path)
        .containsExactly(".gitignore", "all/open.csv", "big/open.csv");
    assertThat(listing.warnings())
        .hasSize(4)
        .allMatch(warning -> warning.contains("its target is left out itself"));
  }

  @Test
  @Timeout(120)
  void linksThatMultiplyFilesAreNotFollowedForEver() throws IOException {
    for (int i = 0; i < 30; i++) {
      write("d" + i + "/x", "x");
      link("d" + i + "/left", "../d" + (i + 1));
      link("d" + i + "/right", "../d" + (i + 1));
    }
    write("d30/x", "x");
    assertThatThrownBy(() -> ProjectFiles.read(root))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("links");
  }

  @Test
  void namesThatAProjectCannotHaveAreAllReportedAtOnce() throws Exception {
    write("names/a:b.ipynb", "{}");
    write("names/back\\slash.ipynb", "{}");
    write("names/two\nlines.py", "1");
    write("names/con.txt", "1");
    write("aux/1.py", "1");
    write("aux/2.py", "1");
    write("Data.csv", "1");
    write("data.csv", "1");
    write("häuser.py", "1");
    write("${{ z }}.ipynb", "{}");
    write("ignored:1", "1");
    write(".gitignore", "ignored*");
    Process bash =
        new ProcessBuilder("bash", "-c", "printf x > $'names/caf\\351.csv'")
            .directory(root.toFile())
            .start();
    assertThat(bash.waitFor()).isZero();

    assertThatThrownBy(() -> ProjectFiles.read(root))
        .isInstanceOfSatisfying(
            FileNamesException.class,
            refused ->
                assertThat(refused.faults())
                    .hasSize(7)
                    .anyMatch(fault -> fault.startsWith("'names/a:b.ipynb' has a colon"))
                    .anyMatch(
                        fault -> fault.startsWith("'names/back\\slash.ipynb' has a backslash"))
                    .anyMatch(fault -> fault.startsWith("'names/two\\u000Alines.py'"))
                    .anyMatch(fault -> fault.startsWith("'names/con.txt'"))
                    .anyMatch(fault -> fault.startsWith("'aux' "))
                    .anyMatch(fault -> fault.startsWith("'data.csv' differs from 'Data.csv'"))
                    .anyMatch(fault -> fault.startsWith("'names/caf\\xE9.csv' is not UTF-8")))
        .hasMessageContaining("nothing was sent")
        .hasMessageContaining("rename them");
  }

  private List<String> paths() {
    return ProjectFiles.list(root).stream().map(ProjectFile::path).toList();
  }

  private void link(String path, String target) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.createSymbolicLink(root.resolve(path), Path.of(target));
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
