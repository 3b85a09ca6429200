package dev.millrace.client;

import java.util.List;

/** A folder has files whose names no snapshot can have. Nothing was sent. */
public final class FileNamesException extends RuntimeException {
  private static final int MOST_LISTED = 50;

  private final List<String> faults;

  FileNamesException(List<String> faults) {
    super(message(faults));
    this.faults = List.copyOf(faults);
  }

  /** Each name with what is wrong with it, as a sentence. */
  public List<String> faults() {
    return faults;
  }

  private static String message(List<String> faults) {
    StringBuilder message =
        new StringBuilder("nothing was sent, because of names that a project cannot have:");
    faults.stream().limit(MOST_LISTED).forEach(fault -> message.append("\n  ").append(fault));
    if (faults.size() > MOST_LISTED) {
      message.append("\n  and %,d more".formatted(faults.size() - MOST_LISTED));
    }
    return message.append("\nrename them, or leave them out in .gitignore").toString();
  }
}
