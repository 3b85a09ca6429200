package dev.millrace.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.client.ApiConnection;
import dev.millrace.client.ProjectFiles;
import dev.millrace.client.ProjectPush;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("slow")
class UpProcessTest {
  @TempDir Path temp;

  @Test
  void whatKillMinusNineOfEverythingInterruptsIsFinishedByTheNextUp() throws Exception {
    int port = UpProcess.freePort();
    Path data = temp.resolve("data");
    String run;
    try (UpProcess first = UpProcess.start(data, port, "--slots", "2")) {
      try (ApiConnection api = first.api()) {
        run = startSlowRun(api);
      }
      first.awaitJson(
          "/runs/%s/steps/second".formatted(run),
          Duration.ofMinutes(3),
          s -> state(s).equals("running"));
      first.killEverything();
    }

    try (UpProcess second = UpProcess.start(data, port, "--slots", "2")) {
      JsonNode ended =
          second.awaitJson("/runs/" + run, Duration.ofMinutes(3), r -> r.hasNonNull("endedAt"));
      assertThat(state(ended)).as(ended.toString()).isEqualTo("succeeded");
      try (ApiConnection api = second.api()) {
        JsonNode before = api.get("/runs/%s/steps/first".formatted(run));
        JsonNode interrupted = api.get("/runs/%s/steps/second".formatted(run));
        assertThat(before.path("attempts")).as("what was done is not done again").hasSize(1);
        assertThat(interrupted.path("attempts").valueStream().map(UpProcessTest::state))
            .containsExactlyInAnyOrder("lost", "succeeded");
        assertThat(interrupted.path("platformRetries").asInt()).isEqualTo(1);
        assertThat(interrupted.path("userRetries").asInt()).isZero();
      }
      List<ProcessHandle> all = second.processes();
      assertThat(second.stop(Duration.ofSeconds(60))).isTrue();
      UpProcess.await(Duration.ofSeconds(20), () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void aTakenPortAndAFolderInUseAreToldWithTheirRemedies() throws Exception {
    Path data = temp.resolve("data");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(UpProcess.startAndEnd(data, taken.getLocalPort()))
          .startsWith("1 ")
          .contains("port " + taken.getLocalPort())
          .contains("--port")
          .doesNotContain("\tat ");
    }
    try (var lock = DataFolder.at(data, java.util.Map.of()).lock()) {
      assertThat(lock.channel().isOpen()).isTrue();
      assertThat(UpProcess.startAndEnd(data, UpProcess.freePort()))
          .startsWith("1 ")
          .contains("in use")
          .contains("--data")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsToldByItsAddress() throws Exception {
    int nobody = UpProcess.freePort();
    assertThat(
            UpProcess.startAndEnd(
                temp.resolve("data"),
                UpProcess.freePort(),
                "--database-url",
                "jdbc:postgresql://127.0.0.1:%d/x".formatted(nobody)))
        .startsWith("1 ")
        .contains("127.0.0.1:" + nobody)
        .doesNotContain("\tat ");
  }

  @Test
  void aFullDiskIsToldBeforeAnythingIsWrittenToIt() throws Exception {
    // A file system of 20 MiB, seen by this process alone.
    String output =
        UpProcess.startAndEndBelow(
            List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=20m tmpfs \"$0\" && exec \"$@\"",
                Files.createDirectories(temp.resolve("small")).toString()),
            temp.resolve("small/data"),
            UpProcess.freePort());

    assertThat(output)
        .startsWith("1 ")
        .contains("MiB are free")
        .contains("--data")
        .doesNotContain("\tat ");
  }

  @Test
  void aDamagedDatabaseIsToldWithItsLogAndTheRemedyAndLeftAsItIs() throws Exception {
    Path data = temp.resolve("data");
    try (UpProcess up = UpProcess.start(data, UpProcess.freePort())) {
      assertThat(up.stop(Duration.ofSeconds(60))).isTrue();
    }
    Path control = data.resolve("postgres/data/global/pg_control");
    Files.write(control, new byte[8192]);

    assertThat(UpProcess.startAndEnd(data, UpProcess.freePort()))
        .startsWith("1 ")
        .contains("control file", data.resolve("postgres/data").toString(), "restore", "backup")
        .doesNotContain("\tat ");
    assertThat(control).as("nothing was overwritten").hasBinaryContent(new byte[8192]);
  }

  private String startSlowRun(ApiConnection api) throws IOException {
    Path project = Files.createDirectories(temp.resolve("project"));
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(
        project.resolve("dags/slow.yaml"),
        """
        dag: slow
        steps:
          first:
            shell: echo done
          second:
            shell: echo waiting; sleep "$SECONDS_TO_WAIT"
            env: { SECONDS_TO_WAIT: "8" }
            dependsOn: [first]
        """);
    var push = new ProjectPush(api, "p");
    push.push(ProjectFiles.list(project));
    return api.post("/projects/p/dags/slow/runs", JsonMapper.shared().createObjectNode(), null)
        .path("id")
        .asString();
  }

  private static String state(JsonNode node) {
    return node.path("state").asString("");
  }
}
