package dev.millrace.executor.environment;

import dev.millrace.executor.kernel.ProcessMarker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which attempts use which environment. One that an attempt has changed is given to no other: it is
 * withdrawn, and built anew for the next. Safe for use by several threads.
 */
final class EnvironmentUses {
  private static final Logger log = LoggerFactory.getLogger(EnvironmentUses.class);

  private final EnvironmentFolder folder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, Set<ProcessMarker>> users = new HashMap<>();

  /**
   * Those that were as built when they were last looked at; an earlier start may have left others.
   */
  private final Set<Path> verified = new HashSet<>();

  EnvironmentUses(EnvironmentFolder folder) {
    this.folder = folder;
  }

  /** A finished environment that is as it was built, for a user that must {@link #release} it. */
  Optional<EnvironmentFolder.Built> take(
      String key, @Nullable String lockDigest, ProcessMarker user) throws IOException {
    lock.lock();
    try {
      while (true) {
        Optional<EnvironmentFolder.Built> found = folder.find(key, lockDigest);
        if (found.isEmpty() || isAsBuilt(found.get().folder())) {
          found.ifPresent(built -> add(built.folder(), user));
          return found;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Notes the user of an environment that was just built for it. */
  void add(Path environment, ProcessMarker user) {
    lock.lock();
    try {
      verified.add(environment);
      users.computeIfAbsent(environment, e -> new HashSet<>()).add(user);
    } finally {
      lock.unlock();
    }
  }

  /** An empty place for a build. No environment that is in use is taken away. */
  Path fresh(String key) throws IOException {
    lock.lock();
    try {
      return folder.fresh(key, users::containsKey);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends all uses of a user, whose processes are gone.
   *
   * @return what is different in its environments from what was built, see {@link
   *     EnvironmentContent#differences}; they are withdrawn
   */
  List<String> release(ProcessMarker user) throws IOException {
    List<String> differences = new ArrayList<>();
    for (Path environment : of(user)) {
      try {
        differences.addAll(EnvironmentContent.differences(environment));
      } finally {
        end(environment, user, !differences.isEmpty());
      }
    }
    return differences;
  }

  private List<Path> of(ProcessMarker user) {
    lock.lock();
    try {
      return users.entrySet().stream()
          .filter(entry -> entry.getValue().contains(user))
          .map(Map.Entry::getKey)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private void end(Path environment, ProcessMarker user, boolean changed) throws IOException {
    lock.lock();
    try {
      if (changed) {
        withdraw(environment);
      }
      Set<ProcessMarker> rest = users.get(environment);
      if (rest != null && rest.remove(user) && rest.isEmpty()) {
        users.remove(environment);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isAsBuilt(Path environment) throws IOException {
    if (verified.contains(environment) || EnvironmentContent.differences(environment).isEmpty()) {
      return true;
    }
    withdraw(environment);
    return false;
  }

  private void withdraw(Path environment) throws IOException {
    log.warn("environment {} is not as it was built; the next step gets a new one", environment);
    verified.remove(environment);
    folder.withdraw(environment);
  }
}
