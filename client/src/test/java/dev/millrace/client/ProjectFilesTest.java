package dev.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
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
  void linksAreLeftOutSoThatNothingOutsideTheFolderIsSent() throws IOException {
    Path outside = Files.createTempFile("outside", ".txt");
    write("a.txt", "x");
    Files.createSymbolicLink(root.resolve("link.txt"), outside);
    Files.createSymbolicLink(root.resolve("folder"), outside.getParent());

    assertThat(paths()).containsExactly("a.txt");
    Files.delete(outside);
  }

  private List<String> paths() {
    return ProjectFiles.list(root).stream().map(ProjectFile::path).toList();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
