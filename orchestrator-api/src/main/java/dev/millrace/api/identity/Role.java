package dev.millrace.api.identity;

import java.util.Locale;

/** What someone may do in a project; each role includes those before it. */
public enum Role {
  /** Sees states, notebooks, logs and files. */
  VIEWER(1),
  /** Starts and cancels runs with declared parameters. */
  OPERATOR(2),
  /**
   * Changes what runs: files, definitions, deployments. That is the right to run any code on the
   * workers.
   */
  EDITOR(3),
  /** Changes who may do what. */
  ADMIN(4);

  private final int rank;

  Role(int rank) {
    this.rank = rank;
  }

  /** Whether this role allows what {@code other} allows. */
  public boolean includes(Role other) {
    return rank >= other.rank;
  }

  static Role lower(Role one, Role other) {
    return one.includes(other) ? other : one;
  }

  /** As in tables and JSON. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
