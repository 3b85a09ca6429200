package dev.millrace.executor.worker;

import dev.millrace.executor.account.StepAccount;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the ground ready for an attempt and clears it behind it, whoever its files belong to. */
final class AttemptGround {
  private static final Logger log = LoggerFactory.getLogger(AttemptGround.class);

  private final StepAccount account;
  private final boolean oneAtATime;

  /**
   * Works for an account.
   *
   * @param oneAtATime whether the worker has one attempt at a time: then what still runs under the
   *     account when the next begins is a stray, and may not see that one's files
   */
  AttemptGround(StepAccount account, boolean oneAtATime) {
    this.account = account;
    this.oneAtATime = oneAtATime;
  }

  /** Makes the attempt's folder, in which the step may write where it should. */
  void prepare(AttemptFolder folder, long epoch) throws IOException {
    if (oneAtATime) {
      try {
        killStrays();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while strays of earlier attempts were killed", e);
      }
    }
    folder.create(epoch);
    account.admit(folder.path());
    account.share(folder.scratch());
  }

  /** Removes the attempt's files. */
  void clear(AttemptFolder folder) {
    try {
      account.reclaim(folder.path());
    } catch (IOException e) {
      log.warn("files of attempt {} may stay: {}", folder.attempt(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    folder.delete();
  }

  /** Kills what runs under the account though no attempt should run. */
  void killStrays() throws IOException, InterruptedException {
    account.killAll();
  }
}
