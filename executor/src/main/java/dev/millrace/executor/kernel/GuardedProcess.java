package dev.millrace.executor.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process behind {@code guard.sh}: requests go down the guard's standard input, the end comes
 * back as a file.
 */
final class GuardedProcess implements OwnedProcess {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedProcess.class);
  private static final Duration OUTPUT_GRACE = Duration.ofSeconds(2);

  private final Process guard;
  private final Path folder;
  private final OutputStream requests;
  private final CompletableFuture<ProcessEnd> end = new CompletableFuture<>();

  GuardedProcess(Process guard, Path folder, ProcessOutput output) {
    this.guard = guard;
    this.folder = folder;
    this.requests = guard.getOutputStream();
    List<Thread> readers =
        List.of(
            reader(guard.getInputStream(), ProcessOutput.Stream.STDOUT, output),
            reader(guard.getErrorStream(), ProcessOutput.Stream.STDERR, output));
    var unused =
        guard.onExit().thenAcceptAsync(ended -> finish(readers), Thread::startVirtualThread);
  }

  @Override
  public void interrupt() {
    request("int");
  }

  @Override
  public void terminate() {
    request("term");
  }

  @Override
  public void kill() {
    request("kill");
  }

  @Override
  public CompletableFuture<ProcessEnd> end() {
    return end.copy();
  }

  @Override
  public long guardPid() {
    return guard.pid();
  }

  @Override
  public ProcessEnd stop(Duration grace) throws InterruptedException {
    interrupt();
    if (!endsWithin(grace)) {
      terminate();
      if (!endsWithin(grace)) {
        kill();
      }
    }
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it has ended, waiting for it no longer than this. */
  private boolean endsWithin(Duration time) throws InterruptedException {
    try {
      end.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void request(String what) {
    synchronized (requests) {
      try {
        requests.write((what + "\n").getBytes(StandardCharsets.US_ASCII));
        requests.flush();
      } catch (IOException e) {
        // The guard has ended, and with it everything that could be asked for.
        LOG.trace("guard {} takes no more requests", guard.pid(), e);
      }
    }
  }

  private static Thread reader(
      InputStream stream, ProcessOutput.Stream which, ProcessOutput output) {
    return Thread.ofPlatform()
        .daemon()
        .name("process-" + which)
        .start(
            () -> {
              try (Reader text =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                copy(text, which, output);
              } catch (IOException e) {
                // The pipe was closed under the reader: the process is gone.
                LOG.trace("{} ended", which, e);
              }
            });
  }

  private static void copy(Reader text, ProcessOutput.Stream which, ProcessOutput output)
      throws IOException {
    char[] buffer = new char[8192];
    int kept = 0;
    int read;
    while ((read = text.read(buffer, kept, buffer.length - kept)) >= 0) {
      int length = kept + read;
      kept = length > 0 && Character.isHighSurrogate(buffer[length - 1]) ? 1 : 0;
      if (length > kept) {
        print(output, which, new String(buffer, 0, length - kept));
      }
      if (kept == 1) {
        buffer[0] = buffer[length - 1];
      }
    }
  }

  /** A listener that fails must not end this thread: the pipe would not be read any more. */
  private static void print(ProcessOutput output, ProcessOutput.Stream which, String text) {
    try {
      output.print(which, text);
    } catch (RuntimeException e) {
      LOG.warn("what a process printed to {} is lost: {}", which, e.toString());
    }
  }

  /**
   * The guard has ended: nothing of the process is left, but its last words may still be in the
   * pipes.
   */
  private void finish(List<Thread> readers) {
    // Heard only if the guard itself was killed: then its reading half still lives and kills the
    // rest.
    kill();
    try {
      requests.close();
    } catch (IOException e) {
      LOG.trace("guard {} is gone", guard.pid(), e);
    }
    try {
      for (Thread reader : readers) {
        // Whoever holds the pipes now has shed the marker and the group; there is no reason to wait
        // for it.
        reader.join(OUTPUT_GRACE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ProcessEnd how = readEnd();
    deleteFolder();
    end.complete(how);
  }

  private ProcessEnd readEnd() {
    try {
      String[] words = Files.readString(folder.resolve("end")).strip().split(" ", -1);
      int number = Integer.parseInt(words[1]);
      return words[0].equals("signal")
          ? new ProcessEnd.Signalled(number)
          : new ProcessEnd.Exited(number);
    } catch (IOException | RuntimeException e) {
      LOG.warn("the guard {} was killed; what it owned is killed now", guard.pid());
      return new ProcessEnd.Unknown();
    }
  }

  private void deleteFolder() {
    for (String file : List.of("pid", "pid.new", "end", "said", "")) {
      try {
        Files.deleteIfExists(folder.resolve(file));
      } catch (IOException e) {
        LOG.debug("{} stays behind in the temporary folder", folder, e);
      }
    }
  }
}
