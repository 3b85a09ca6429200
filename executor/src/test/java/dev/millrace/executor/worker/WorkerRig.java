package dev.millrace.executor.worker;

import dev.millrace.executor.kernel.ProcessMarker;
import dev.millrace.executor.kernel.TestKernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real worker at a protocol server. */
final class WorkerRig implements AutoCloseable {
  final ServerState state = new ServerState();
  final ProtocolServer server;
  private final Path data;
  private @Nullable Worker worker;

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
        "test");
  }

  Worker start() throws IOException, InterruptedException {
    worker = Worker.start(settings());
    return worker;
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
    server.close();
  }
}
