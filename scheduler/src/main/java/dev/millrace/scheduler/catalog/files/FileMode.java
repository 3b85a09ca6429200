package dev.millrace.scheduler.catalog.files;

import java.util.Optional;

/** What is kept of a file's permissions: whether it may be executed. */
public enum FileMode {
  /** An ordinary file. */
  REGULAR("0644"),
  /** A file that may be executed. */
  EXECUTABLE("0755");

  private final String octal;

  FileMode(String octal) {
    this.octal = octal;
  }

  /** The spelling in manifests, in the database and in a snapshot's digest. */
  public String octal() {
    return octal;
  }

  /** The mode of that spelling; empty when it is none. */
  public static Optional<FileMode> parse(String octal) {
    for (FileMode mode : values()) {
      if (mode.octal.equals(octal)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /** What is kept of permission bits as an archive or a file system has them. */
  public static FileMode ofBits(int permissions) {
    return (permissions & 0111) == 0 ? REGULAR : EXECUTABLE;
  }
}
