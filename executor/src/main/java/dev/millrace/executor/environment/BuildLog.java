package dev.millrace.executor.environment;

/** Hears what a build prints, as it comes; called by several threads, one call at a time each. */
@FunctionalInterface
public interface BuildLog {
  /** Text that may begin and end anywhere. */
  void print(String text);

  /** One line of the platform's own. */
  default void say(String line) {
    print(line + "\n");
  }
}
