package dev.millrace.executor.worker;

import dev.millrace.executor.kernel.ProcessMarker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What earlier starts of this worker left: processes, which must be gone before a session is
 * opened, and spools.
 */
final class Leftovers {
  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
  private static final Path PROC = Path.of("/proc");
  private static final long POLL_MILLIS = 50;

  private final List<AttemptFolder> folders;
  private final AttemptGround ground;
  private final Clock clock;

  Leftovers(List<AttemptFolder> folders, AttemptGround ground, Clock clock) {
    this.folders = folders;
    this.ground = ground;
    this.clock = clock;
  }

  /** Kills every process that carries an earlier attempt's id and returns when none is left. */
  void killProcesses() throws IOException, InterruptedException {
    if (!folders.isEmpty()) {
      ground.killStrays();
    }
    for (List<ProcessHandle> found = processes(); !found.isEmpty(); found = processes()) {
      log.warn(
          "killing {} process(es) of attempts that an earlier start of this worker left",
          found.size());
      found.forEach(ProcessHandle::destroyForcibly);
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private List<ProcessHandle> processes() {
    List<ProcessHandle> found = new ArrayList<>();
    List<String> marks =
        folders.stream().map(f -> ProcessMarker.ATTEMPT_ID + "=" + f.attempt()).toList();
    if (marks.isEmpty() || !Files.isDirectory(PROC)) {
      return found;
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (carriesOne(process.resolve("environ"), marks)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      log.warn("the processes of this machine cannot be listed: {}", e.toString());
    }
    return found;
  }

  private static boolean carriesOne(Path environ, List<String> marks) {
    try {
      String variables = "\0" + Files.readString(environ, StandardCharsets.ISO_8859_1);
      return marks.stream().anyMatch(mark -> variables.contains("\0" + mark + "\0"));
    } catch (IOException e) {
      return false; // it ended just now, or it is another user's
    }
  }

  /**
   * Sends the events that the server may lack, so that it can finish the documents, and removes the
   * folders.
   */
  void sendSpools(SessionClient server) throws InterruptedException {
    for (AttemptFolder folder : folders) {
      OptionalLong epoch = folder.epoch();
      if (epoch.isPresent() && Files.exists(folder.spool())) {
        send(folder, epoch.getAsLong(), server);
      }
      ground.clear(folder);
    }
  }

  private void send(AttemptFolder folder, long epoch, SessionClient server)
      throws InterruptedException {
    UUID attempt = folder.attempt();
    try (EventSpool spool = EventSpool.open(folder.spool(), clock)) {
      new EventSender(spool, server, attempt, epoch, () -> {}).sendAll();
      log.info("the events of attempt {} from before the restart are sent", attempt);
    } catch (IOException e) {
      log.info("the server does not take the events of attempt {}: {}", attempt, e.getMessage());
    }
  }
}
