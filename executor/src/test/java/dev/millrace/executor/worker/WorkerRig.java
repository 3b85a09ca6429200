package dev.millrace.executor.worker;

import dev.millrace.executor.account.StepAccount;
import dev.millrace.executor.kernel.ProcessMarker;
import dev.millrace.executor.kernel.TestKernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A real worker at a protocol server. */
final class WorkerRig implements AutoCloseable {
  final ServerState state = new ServerState();
  final ProtocolServer server;
  private final Path data;
  private @Nullable Worker worker;
  private @Nullable Process apart;
  private List<String> before = List.of();

  WorkerRig(Path data) throws IOException {
    this.data = data;
    this.server = new ProtocolServer(state);
  }

  WorkerSettings settings() {
    return new WorkerSettings(
        server.uri(),
        WorkerSettings.PoolToken.of(ProtocolServer.POOL_TOKEN),
        "default",
        2,
        "w-1",
        Map.of(),
        data,
        TestKernels.python(),
        StepAccount.own(),
        "test");
  }

  Worker start() throws IOException, InterruptedException {
    return start(settings());
  }

  Worker start(WorkerSettings settings) throws IOException, InterruptedException {
    worker = Worker.start(settings);
    return worker;
  }

  /** The same worker in a process of its own. */
  Process startApart() throws IOException {
    return startApart(Map.of(), TestKernels.python().toString());
  }

  /**
   * A worker in a process of its own, on a machine that differs from this one.
   *
   * @param machine environment variables; an empty value removes one
   * @param interpreter its path; none: {@code python3} on the machine's PATH
   */
  Process startApart(Map<String, String> machine, String... interpreter) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName(),
                server.uri().toString(),
                data.toString()));
    command.addAll(List.of(interpreter));
    command.addAll(0, before);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    machine.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    apart = builder.start();
    return apart;
  }

  /**
   * Gives the worker apart a data folder of its own small file system, which lives and dies with
   * it. This needs the right to mount in a namespace of its own, which root has, and everyone where
   * user namespaces are allowed.
   */
  void onDiskOf(int mebibytes) throws IOException {
    Files.createDirectories(data);
    String mount = "mount -t tmpfs -o size=%dm none '%s' && exec \"$@\"".formatted(mebibytes, data);
    boolean root = System.getProperty("user.name").equals("root");
    before = List.of("unshare", root ? "-m" : "-Urm", "sh", "-c", mount, "sh");
  }

  /** A file in the data folder of the worker apart, also where that is on a disk of its own. */
  Path inDataOfApart(String name) {
    return Path.of("/proc/" + Objects.requireNonNull(apart).pid() + "/root" + data.resolve(name));
  }

  static ProcessMarker marker(ServerState.Attempt attempt) {
    return ProcessMarker.attempt(attempt.id().toString());
  }

  /**
   * A notebook whose cells have these sources; a first line {@code # tag} becomes the cell's tag.
   */
  static String notebook(String... cells) {
    StringBuilder json = new StringBuilder("{\"nbformat\":4,\"nbformat_minor\":5,\"metadata\":{");
    json.append("\"kernelspec\":{\"name\":\"python3\",\"display_name\":\"Python 3\",");
    json.append("\"language\":\"python\"},\"language_info\":{\"name\":\"python\"}},\"cells\":[");
    for (int i = 0; i < cells.length; i++) {
      boolean tagged = cells[i].startsWith("# tag ");
      String tag = tagged ? cells[i].lines().findFirst().orElseThrow().substring(6) : "";
      json.append(i == 0 ? "" : ",");
      json.append("{\"cell_type\":\"code\",\"id\":\"c").append(i).append("\",\"metadata\":{");
      json.append(tagged ? "\"tags\":[\"" + tag + "\"]" : "");
      json.append("},\"execution_count\":null,\"outputs\":[],\"source\":");
      json.append(tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(cells[i]));
      json.append("}");
    }
    return json.append("]}").toString();
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.close();
    }
    if (apart != null) {
      apart.destroy();
      apart.onExit().join();
    }
    server.close();
  }
}
