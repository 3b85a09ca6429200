package dev.millrace.executor.worker;

import dev.millrace.executor.protocol.ClaimAnswer;
import dev.millrace.executor.protocol.ClaimRequest;
import dev.millrace.executor.protocol.WorkerProtocol;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for work whenever slots are free, until the session ends or the thread is interrupted. */
final class ClaimLoop {
  private static final Logger log = LoggerFactory.getLogger(ClaimLoop.class);

  /**
   * How long a claim for less than all slots waits: the next one asks for those that got free
   * meanwhile, too, as a step needs that takes several.
   */
  private static final int SOME_WAIT_MILLIS = 3_000;

  private final Session session;
  private final Slots slots;
  private final DiskRoom room;
  private final Backoff backoff = new Backoff();

  ClaimLoop(Session session, Slots slots, DiskRoom room) {
    this.session = session;
    this.slots = slots;
    this.room = room;
  }

  void run() {
    try {
      while (!session.hasEnded()) {
        if (session.lease().expired()) {
          backoff.pause(); // what is granted now would be fenced at once: first a heartbeat
          continue;
        }
        if (!room.isEnough()) {
          TimeUnit.SECONDS.sleep(1);
          continue;
        }
        int free = slots.takeAll();
        int taken = 0;
        try {
          taken = claim(free);
        } finally {
          slots.giveBack(free - taken);
        }
      }
    } catch (InterruptedException e) {
      log.debug("session {} claims no more", session.id());
    }
  }

  private int claim(int free) throws InterruptedException {
    long number = session.claims().next();
    int wait = slots.areAll(free) ? WorkerProtocol.MAX_WAIT_MILLIS : SOME_WAIT_MILLIS;
    try {
      ClaimAnswer answer = session.client().claim(new ClaimRequest(number, free, wait));
      int taken = session.accept(number, answer.grants());
      if (taken == 0 && !answer.grants().isEmpty()) {
        backoff
            .pause(); // this machine cannot begin anything now; asking at once would only repeat it
      } else {
        backoff.reset();
      }
      return taken;
    } catch (ServerUnavailableException e) {
      backoff.pause();
    } catch (IOException e) {
      if (e instanceof RefusedException refused && refused.isRevoked()) {
        session.revoke();
        return 0;
      }
      log.warn("a claim was refused, the next heartbeat says why: {}", e.getMessage());
      backoff.pause();
    } finally {
      session.claims().settle(number);
    }
    return 0;
  }
}
