package dev.millrace.executor.account;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Under which account users' code runs. Safe for use by several threads.
 *
 * <p>Under the worker's own, code of a step can read whatever the worker can: its pool's token, its
 * cache, its memory. Under another one it can read what is shared with it here and what everyone on
 * the machine can.
 */
public sealed interface StepAccount permits OwnAccount, OtherAccount {
  /** The worker's own account. */
  static StepAccount own() {
    return new OwnAccount();
  }

  /**
   * Another account, which must be this worker's alone: what runs under it is killed at will.
   *
   * @param name of a user of this machine, or {@code UID:GID}
   * @param setpriv the program of util-linux that changes accounts; a name without slash is looked
   *     up on the PATH
   * @throws IOException when there is no such account or this worker may not use it; the message
   *     says what to do
   * @throws InterruptedException when the thread was interrupted
   */
  static StepAccount other(String name, String setpriv) throws IOException, InterruptedException {
    return OtherAccount.open(name, setpriv);
  }

  /** The command that runs {@code command} under the account. */
  List<String> command(List<String> command);

  /** The variables of a process of the account, in place of those of the worker's own. */
  Map<String, String> variables(Map<String, String> variables);

  /** Lets the account pass through a folder of the worker's to what lies in it, and see no more. */
  void admit(Path folder) throws IOException;

  /** Lets the account read and write in a folder, not in what is in it already. */
  void shareFolder(Path folder) throws IOException;

  /** Lets the account read and write everything in a tree, also what comes later. */
  void share(Path tree) throws IOException;

  /**
   * Makes sure that the account can pass through the folders above to this one.
   *
   * @throws IOException when it cannot; the message says what to do
   */
  void requireWayTo(Path folder) throws IOException, InterruptedException;

  /**
   * Gives the worker the rights to everything in a shared tree that the account's processes kept
   * for themselves. Needed after they have ended.
   */
  void reclaim(Path tree) throws IOException, InterruptedException;

  /**
   * Kills everything that runs under the account, wherever it hid; nothing, where the account is
   * the worker's own.
   */
  void killAll() throws IOException, InterruptedException;
}
