package dev.millrace.executor.notebook;

/**
 * Takes the events of one execution.
 *
 * <p>Called in order and by one thread at a time, at most some dozens of times a second and never
 * while a kernel's message is being read: an implementation may wait (for a disk), which delays the
 * live view and grows no memory. An exception ends the execution: its kernel is killed and the
 * exception is thrown on.
 */
@FunctionalInterface
public interface NotebookEventSink {
  void accept(NotebookEvent event);
}
