package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Careless command lines: each ends with one line that says where, what and what to do. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MistakesTest {
  @TempDir Path temp;

  /**
   * The token lies as the compose file's server writes it (0640), or as systemd hands it over: 0400
   * and the service's own, or root's with an entry for the service in its access list, which shows
   * as 0440. Each is private enough: what is wrong is the account.
   */
  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "r--------", "r--r-----"})
  void anAccountThatDoesNotExistIsNamedWithTheWayToMakeIt(String rights) throws IOException {
    assertMistake(
        2,
        execute(
            "worker",
            "--server",
            "http://127.0.0.1:1",
            "--token-file",
            token(rights),
            "--data",
            temp.resolve("worker").toString(),
            "--run-as",
            "nobody-there"),
        "--run-as",
        "'nobody-there'",
        "no such user",
        "useradd");
    assertThat(temp.resolve("worker")).as("nothing was begun").doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65", "ten"})
  void anOutputLimitThatIsNoneIsRefusedWithWhatItMayBe(String limit) throws IOException {
    assertMistake(
        2,
        execute(
            "worker",
            "--server",
            "http://127.0.0.1:1",
            "--token-file",
            token("rw-------"),
            "--data",
            temp.resolve("worker").toString(),
            "--output-limit",
            limit),
        "--output-limit",
        "'" + limit + "'",
        "from 1 to 64");
    assertThat(temp.resolve("worker")).as("nothing was begun").doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "10001", "much"})
  void aCacheLimitThatIsNoneIsRefusedWithWhatItMayBe(String limit) throws IOException {
    assertMistake(
        2,
        execute(
            "worker",
            "--server",
            "http://127.0.0.1:1",
            "--token-file",
            token("rw-------"),
            "--data",
            temp.resolve("worker").toString(),
            "--cache-limit=" + limit),
        "--cache-limit",
        "'" + limit + "'",
        "from 0 to 10000");
  }

  @Test
  void aTokenFileThatDoesNotExistIsNamedWithWhoMakesOne() {
    String nowhere = temp.resolve("pool.token").toString();
    assertMistake(
        2,
        execute("worker", "--server", "http://127.0.0.1:1", "--token-file", nowhere),
        nowhere,
        "does not exist",
        "administrator");
  }

  @Test
  void aTokenFileThatCannotBeLookedAtIsNotSaidToBeMissing() throws IOException {
    Path itself = temp.resolve("a.token");
    String endless = Files.createSymbolicLink(itself, itself).toString();
    assertMistake(
        2,
        execute("worker", "--server", "http://127.0.0.1:1", "--token-file", endless),
        endless,
        "cannot be read");
  }

  @Test
  void aTokenFileThatEveryoneCanReadIsRefusedWithTheRemedy() throws IOException {
    String open = token("rw-r--r--");
    assertMistake(
        2,
        execute("worker", "--server", "http://127.0.0.1:1", "--token-file", open),
        open,
        "every user of this machine",
        "chmod 600 " + open);
  }

  @Test
  void aMountOfAMissingFolderIsNamedBeforeTheWorkerStarts() throws IOException {
    String missing = temp.resolve("no/data").toString();
    assertMistake(
        2,
        execute(
            "worker",
            "--server",
            "http://127.0.0.1:1",
            "--token-file",
            token("rw-------"),
            "--data",
            temp.resolve("worker").toString(),
            "--mount",
            "data=" + missing),
        "--mount data=" + missing,
        "does not exist");
    assertThat(temp.resolve("worker")).as("nothing was begun").doesNotExist();
  }

  @Test
  void everyMistakeOfAWorkersCommandLineIsNamedAtOnce() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    Path folder = Files.createDirectories(temp.resolve("folder"));
    Answer answer =
        execute(
            "worker",
            "--server",
            "http://127.0.0.1:1",
            "--token-file",
            token("rw-r--r--"),
            "--slots",
            "0",
            "--mount",
            "data=" + file,
            "--mount",
            "nothing",
            "--mount",
            "../out=" + folder,
            "--mount",
            "a-b=" + folder,
            "--mount",
            "a_b=" + folder,
            "--mount",
            "a-b=" + folder);
    assertThat(answer.code).isEqualTo(2);
    assertThat(answer.err.lines().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).contains("chmod 600"),
            line -> assertThat(line).contains("--slots"),
            line -> assertThat(line).contains("--mount data=", "is not a folder"),
            line -> assertThat(line).contains("--mount nothing", "NAME=PATH"),
            line -> assertThat(line).contains("--mount ../out=", "folder's name"),
            line -> assertThat(line).contains("'a-b' and 'a_b'", "MILLRACE_MOUNT_A_B"),
            line -> assertThat(line).contains("'a-b' is given twice"));
  }

  @Test
  void aServersPortThatIsTakenIsNamedBeforeTheDatabaseIsLookedFor() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertMistake(
          1,
          execute(
              "server",
              "--port",
              "" + taken.getLocalPort(),
              "--data",
              temp.resolve("server").toString(),
              "--database-url",
              "jdbc:postgresql://127.0.0.1:1/none"),
          "port " + taken.getLocalPort(),
          "127.0.0.1",
          "--port");
    }
  }

  @Test
  void howAServerServesIsLookedAtBeforeAnythingIsStarted() {
    for (String command : new String[] {"up", "server"}) {
      String data = temp.resolve(command).toString();
      assertMistake(
          2,
          execute(command, "--trusted-proxies", "10.0.0.1,proxy.example", "--data", data),
          "--trusted-proxies",
          "'proxy.example'",
          "10.0.0.0/8");
      assertMistake(
          2, execute(command, "--base-url", "jobs.example", "--data", data), "'jobs.example'");
      assertThat(temp.resolve(command)).doesNotExist();
    }
  }

  @Test
  void aCommandLineThatIsNotUnderstoodIsToldWithTheHelpThatExplainsIt() {
    assertMistake(
        2, execute("secret", "set"), "'PROJECT/NAME'", "`millrace secret set --help` explains it");
    assertMistake(2, execute("worker", "--slots", "many"), "--slots", "`millrace worker --help`");
    assertMistake(2, execute("secret"), "subcommand", "`millrace secret --help`");
    assertMistake(
        2,
        execute("trigger", "films/greet", "--wiat"),
        "'--wiat'",
        "`millrace trigger --help` explains it");
  }

  @Test
  void theSlotsThatAWorkerOffersHaveARange() throws IOException {
    String token = token("rw-------");
    for (String slots : List.of("0", "-1", "10001", "2147483647")) {
      assertMistake(2, execute("up", "--slots", slots), "--slots", "from 1 to 10000");
      assertMistake(
          2,
          execute(
              "worker", "--server", "http://127.0.0.1:1", "--token-file", token, "--slots", slots),
          "--slots",
          "from 1 to 10000");
    }
  }

  private String token(String rights) throws IOException {
    Path file = Files.writeString(temp.resolve("a.token"), "mlp_x");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights)).toString();
  }

  private static void assertMistake(int code, Answer answer, String... words) {
    assertThat(answer.code).as(answer.err).isEqualTo(code);
    assertThat(answer.err).startsWith("millrace: ").contains(words);
    assertThat(answer.err.lines()).as(answer.err).hasSize(1);
    assertThat(answer.out).isEmpty();
  }

  private static Answer execute(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine line = Millrace.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    int code = line.execute(arguments);
    return new Answer(code, out.toString(), err.toString());
  }

  private record Answer(int code, String out, String err) {}
}
