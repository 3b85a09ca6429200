package dev.millrace.executor.worker;

import dev.millrace.executor.account.PrivateFolder;
import dev.millrace.executor.account.StepAccount;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The worker's own folder: who it is, what it keeps between starts, and what its attempts need
 * while they run.
 */
final class WorkerFolder implements AutoCloseable {
  private static final Pattern UUID_NAME =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final String MARK = "worker-id";

  private final Path root;
  private final FileChannel lock;
  private final UUID instance;

  private WorkerFolder(Path root, FileChannel lock, UUID instance) {
    this.root = root;
    this.lock = lock;
    this.instance = instance;
  }

  /** Makes it, for its owner alone; one that another worker uses stays as it is. */
  static void make(Path root) throws IOException {
    PrivateFolder.make(root, MARK);
  }

  /**
   * Opens and locks it, for steps of an account.
   *
   * @throws IOException also when another worker has it; the message says what to do
   */
  static WorkerFolder open(Path root, StepAccount account)
      throws IOException, InterruptedException {
    make(root);
    FileChannel lock =
        FileChannel.open(
            root.resolve("worker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean opened = false;
    try {
      if (!isFree(lock)) {
        throw new IOException(
            "the data folder "
                + root
                + " is in use by another worker; stop that one, or choose another folder with --data");
      }
      for (String child : List.of("attempts", "blobs", "environments")) {
        Path folder = Files.createDirectories(root.resolve(child));
        // What runs here belongs to the projects, not to everyone on the machine.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      account.admit(root);
      account.admit(root.resolve("attempts"));
      account.shareFolder(root.resolve("environments"));
      account.requireWayTo(root.resolve("environments"));
      WorkerFolder folder = new WorkerFolder(root.toRealPath(), lock, instanceIn(root));
      opened = true;
      return folder;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private static boolean isFree(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // a worker in this very process
    }
  }

  private static UUID instanceIn(Path root) throws IOException {
    Path file = root.resolve(MARK);
    if (!Files.exists(file)) {
      Path partial = root.resolve("worker-id.partial");
      Files.writeString(partial, UUID.randomUUID() + "\n");
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
    String text = Files.readString(file).strip();
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + " holds no id; delete it, and the worker makes itself a new one", e);
    }
  }

  /** The same for every start from this folder. */
  UUID instance() {
    return instance;
  }

  Path root() {
    return root;
  }

  Path blobs() {
    return root.resolve("blobs");
  }

  Path environments() {
    return root.resolve("environments");
  }

  AttemptFolder attempt(UUID attempt) {
    return new AttemptFolder(root.resolve("attempts").resolve(attempt.toString()), attempt);
  }

  /** What earlier starts left, in no order. */
  List<AttemptFolder> leftovers() throws IOException {
    List<AttemptFolder> found = new ArrayList<>();
    try (Stream<Path> folders = Files.list(root.resolve("attempts"))) {
      for (Path folder : folders.toList()) {
        String name = folder.getFileName().toString();
        if (UUID_NAME.matcher(name).matches()) { // anything else is not ours
          found.add(new AttemptFolder(folder, UUID.fromString(name)));
        }
      }
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
