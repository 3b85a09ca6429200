package dev.millrace.executor.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An account of its own for users' code. Its group, in which the worker is too, has the rights to
 * what the two share; folders hand the group on to what is made in them.
 */
final class OtherAccount implements StepAccount {
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9}):(\\d{1,9})");
  private static final int PASS_ONLY = 0710;
  private static final int GROUP_HANDED_ON = 02070;
  private static final int GROUP_READS_AND_WRITES = 0060;
  private static final int GROUP_EXECUTES = 0010;
  private static final int OWNER_EXECUTES = 0100;

  private final String name;
  private final int gid;
  private final List<String> prefix;
  private final Map<String, String> identity;

  /** What kills everything under the account must not hit what gives rights back. */
  private final ReentrantLock alone = new ReentrantLock();

  private OtherAccount(String name, int gid, List<String> prefix, Map<String, String> identity) {
    this.name = name;
    this.gid = gid;
    this.prefix = prefix;
    this.identity = identity;
  }

  static OtherAccount open(String name, String setpriv) throws IOException, InterruptedException {
    Matcher numbers = NUMBERS.matcher(name);
    String[] entry =
        numbers.matches()
            ? new String[] {name, "", numbers.group(1), numbers.group(2), "", "/", ""}
            : entryOf(name);
    int uid = Integer.parseInt(entry[2]);
    int gid = Integer.parseInt(entry[3]);
    if (uid == 0) {
      throw new IOException(
          "steps cannot run as '%s', which is root; name an account without rights"
              .formatted(name));
    }
    List<String> prefix =
        List.of(
            setpriv,
            "--reuid=" + uid,
            "--regid=" + gid,
            "--clear-groups",
            "--inh-caps=-all",
            "--no-new-privs",
            "--",
            "sh",
            "-c",
            "umask 0002; exec \"$@\"",
            "millrace-account");
    var account =
        new OtherAccount(
            name, gid, prefix, Map.of("HOME", entry[5], "USER", entry[0], "LOGNAME", entry[0]));
    account.requireUse(uid);
    return account;
  }

  private static String[] entryOf(String name) throws IOException, InterruptedException {
    Ended answer = run(List.of("getent", "passwd", "--", name));
    String[] entry = answer.text.strip().split(":", -1);
    if (answer.code != 0 || entry.length != 7) {
      throw new IOException(
          "steps cannot run as '%s': this machine has no such user; make one (useradd --system %s), or name another"
              .formatted(name, name));
    }
    return entry;
  }

  private void requireUse(int uid) throws IOException, InterruptedException {
    Ended answer = run(command(List.of("id", "-u")));
    if (answer.code != 0 || !answer.text.strip().equals(Integer.toString(uid))) {
      throw new IOException(
          "steps cannot run as '%s': %s; start the worker with the right to change accounts (as root, or with the capabilities CAP_SETUID and CAP_SETGID), or name a copy of setpriv that has it in MILLRACE_SETPRIV"
              .formatted(name, answer.text.strip()));
    }
    Path probe = Files.createTempDirectory("millrace-account-");
    try {
      share(probe);
    } catch (FileSystemException e) {
      throw new IOException(
          "files cannot be shared with '%s': this worker's user must be in that account's group %d (usermod --append --groups)"
              .formatted(name, gid),
          e);
    } finally {
      Files.delete(probe);
    }
  }

  @Override
  public List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return List.copyOf(whole);
  }

  @Override
  public Map<String, String> variables(Map<String, String> variables) {
    Map<String, String> own = new HashMap<>(variables);
    identity.forEach(
        (variable, value) -> {
          // What a step sets itself stays.
          if (Objects.equals(own.get(variable), System.getenv(variable))) {
            own.put(variable, value);
          }
        });
    return own;
  }

  @Override
  public void admit(Path folder) throws IOException {
    Files.setAttribute(folder, "unix:gid", gid);
    Files.setAttribute(folder, "unix:mode", PASS_ONLY);
  }

  @Override
  public void shareFolder(Path folder) throws IOException {
    allow(folder, GROUP_HANDED_ON);
  }

  @Override
  public void share(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            allow(folder, GROUP_HANDED_ON);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              boolean executable = (mode(file) & OWNER_EXECUTES) != 0;
              allow(file, GROUP_READS_AND_WRITES | (executable ? GROUP_EXECUTES : 0));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The group before the mode: changing the group takes the handing on away. */
  private void allow(Path path, int rights) throws IOException {
    Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:mode", mode(path) | rights);
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  @Override
  public void requireWayTo(Path folder) throws IOException, InterruptedException {
    Ended answer = run(command(List.of("sh", "-c", "cd \"$1\"", "cd", folder.toString())));
    if (answer.code != 0) {
      throw new IOException(
          "'%s' cannot get to %s: let it pass through the folders above (chmod o+x), or choose another folder with --data"
              .formatted(name, folder));
    }
  }

  @Override
  public void reclaim(Path tree) throws IOException, InterruptedException {
    alone.lockInterruptibly();
    try {
      // It cannot change what is the worker's own, and says so of each; that is as it should be.
      run(command(List.of("chmod", "-R", "-f", "u+rwX,g+rwX", "--", tree.toString())));
    } finally {
      alone.unlock();
    }
  }

  @Override
  public void killAll() throws IOException, InterruptedException {
    alone.lockInterruptibly();
    try {
      // To -1: everything that the account may signal, which is its own and nothing else.
      run(command(List.of("sh", "-c", "kill -s KILL -- -1")));
    } finally {
      alone.unlock();
    }
  }

  private static Ended run(List<String> command) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
    } catch (IOException e) {
      return new Ended(127, String.valueOf(e.getMessage()));
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }

  /** How a command of the account's own ended. */
  private record Ended(int code, String text) {}
}
