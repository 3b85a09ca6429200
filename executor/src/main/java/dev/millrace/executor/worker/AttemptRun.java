package dev.millrace.executor.worker;

import dev.millrace.executor.notebook.CancelSignal;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.StartAnswer;
import dev.millrace.executor.protocol.StepFailedException;
import dev.millrace.executor.step.StepEvents;
import dev.millrace.executor.step.StepResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one attempt on this worker: start, prepare, run, publish, complete. It has its own
 * thread.
 *
 * <p>Three things may end it early. <em>Cancel</em> ends user code in good order and completes.
 * <em>Stop</em> does the same and blames the platform, because the worker goes. <em>Drop</em> kills
 * everything and reports nothing, because the attempt is no longer this worker's.
 */
final class AttemptRun {
  private static final Logger log = LoggerFactory.getLogger(AttemptRun.class);

  private final Grant grant;
  private final AttemptFolder folder;
  private final AttemptWork work;
  private final AttemptPublishing publishing;
  private final AttemptReport report;
  private final StepEvents events;
  private final SessionClient server;
  private final DiskRoom room;

  private final CancelSignal cancel = new CancelSignal();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread thread;
  private boolean preparing;
  private volatile boolean completing;
  private volatile boolean stopped;
  private volatile boolean diskRefused;
  private boolean diskFull;
  private volatile @Nullable String dropped;

  AttemptRun(
      Grant grant,
      AttemptFolder folder,
      AttemptWork work,
      AttemptPublishing publishing,
      AttemptReport report,
      StepEvents events,
      SessionClient server,
      DiskRoom room) {
    this.grant = grant;
    this.folder = folder;
    this.work = work;
    this.publishing = publishing;
    this.report = report;
    this.events = events;
    this.server = server;
    this.room = room;
  }

  UUID id() {
    return grant.attempt();
  }

  /** Ends user code within 12 s and completes as cancelled. Repeating it does nothing. */
  void cancel(String reason) {
    lock.lock();
    try {
      boolean first = cancel.reason().isEmpty();
      cancel.cancel(reason);
      if (first && preparing && thread != null) {
        thread.interrupt(); // nothing of the user's runs yet that could be asked politely
      }
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #cancel}, and completes as failed for want of the worker. */
  void stop(String reason) {
    stopped = true;
    cancel(reason);
  }

  /** As {@link #cancel}, and completes as failed because the disk did not take its events. */
  void diskRefused(UncheckedIOException e) {
    log.warn("the events of attempt {} cannot be kept: {}; it is ended", id(), e.toString());
    room.refused();
    diskRefused = true;
    cancel("the worker's disk is full");
  }

  /** Kills everything at once and reports nothing. */
  void drop(String reason) {
    lock.lock();
    try {
      if (dropped == null) {
        dropped = reason;
        if (thread != null) {
          thread.interrupt();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether it ends without a report. */
  boolean isDropped() {
    return dropped != null;
  }

  /**
   * Drops it unless its processes are gone already and only its completion is under way: fencing
   * protects that.
   */
  void fence(String reason) {
    if (!completing) {
      drop(reason);
    }
  }

  /**
   * Lives until the completion is answered, or it was dropped and nothing of it runs.
   *
   * @return how many of its slots went on to attempts that came with the answer
   */
  int run() {
    begin();
    int passedOn = 0;
    try {
      passedOn = complete(ended());
    } catch (InterruptedException e) {
      drop("its thread was interrupted");
    } catch (IOException e) {
      drop(String.valueOf(e.getMessage()));
    } finally {
      work.release(grant);
    }
    String why = dropped;
    if (why != null) {
      log.warn(
          "step {} of run {} is dropped ({}): the server decides how it goes on",
          grant.step(),
          grant.run(),
          why);
    }
    return passedOn;
  }

  private AttemptOutcome ended() throws IOException, InterruptedException {
    StartAnswer.Answer answer;
    try {
      answer = report.start();
    } catch (NotTakenException e) {
      return AttemptOutcome.of(
          StepResult.failed(CompleteRequest.Cause.PLATFORM, "START_REFUSED: " + e.getMessage()));
    }
    return switch (answer) {
      case VOID -> throw new RefusedException(409, "its lease had ended before it began");
      case CANCELLED -> AttemptOutcome.of(StepResult.cancelled("cancelled before it started"));
      case GO -> outcome();
    };
  }

  private void begin() {
    lock.lock();
    try {
      thread = Thread.currentThread();
      if (dropped != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private AttemptOutcome outcome() throws InterruptedException, RefusedException {
    try {
      AttemptWork.Prepared prepared = prepare();
      if (prepared == null) {
        return AttemptOutcome.of(judged(StepResult.cancelled(cancel.reason().orElse("cancelled"))));
      }
      StepResult result = judged(prepared.step().run(cancel));
      AttemptOutcome outcome =
          publishing.publish(grant, prepared, result, folder, server, events, cancel);
      return outcome.with(judged(outcome.result()));
    } catch (StepFailedException e) {
      return AttemptOutcome.of(judged(StepResult.failed(e)));
    } catch (IOException | UncheckedIOException e) {
      return failed(e);
    } catch (RuntimeException e) {
      log.error("a fault of the worker's own ended attempt {}", id(), e);
      return AttemptOutcome.of(
          StepResult.failed(
              CompleteRequest.Cause.PLATFORM,
              "WORKER_FAULT: " + e + "; the worker's log has more"));
    }
  }

  private AttemptOutcome failed(Exception e) throws InterruptedException, RefusedException {
    if (dropped != null) {
      throw new InterruptedException(); // an interrupt often surfaces as a failed read or write
    }
    if (e instanceof RefusedException refused && refused.isLost() && refused.status() != 404) {
      throw refused;
    }
    log.warn("attempt {} of step {} failed on this worker", id(), grant.step(), e);
    if (diskRefused || DiskRoom.isAbout(e.toString()) || DiskRoom.isAbout("" + e.getCause())) {
      room.refused();
      return AttemptOutcome.of(StepResult.failed(CompleteRequest.Cause.PLATFORM, diskFull(null)));
    }
    String what = e.getMessage() == null ? e.toString() : e.getMessage();
    return AttemptOutcome.of(
        StepResult.failed(CompleteRequest.Cause.PLATFORM, "WORKER_IO: " + what));
  }

  /** Prepares; null when it was cancelled meanwhile. */
  private AttemptWork.@Nullable Prepared prepare()
      throws IOException, InterruptedException, StepFailedException {
    setPreparing(true);
    try {
      if (cancel.reason().isPresent()) {
        return null;
      }
      return work.prepare(grant, folder, server, events);
    } catch (InterruptedException | IOException e) {
      if (dropped == null && cancel.reason().isPresent()) {
        return null;
      }
      throw e;
    } finally {
      setPreparing(false);
    }
  }

  private void setPreparing(boolean now) throws InterruptedException {
    lock.lock();
    try {
      preparing = now;
      // A cancel's interrupt was for the preparation alone; a drop's is for everything.
      if (Thread.interrupted() && dropped != null) {
        throw new InterruptedException();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * A worker that stops or has no room is no wish of the run's and no fault of the step's: that is
   * tried again elsewhere.
   */
  private StepResult judged(StepResult ended) {
    StepResult result = ended.storable();
    if (diskRefused) {
      return result.with(
          CompleteRequest.State.FAILED, CompleteRequest.Cause.PLATFORM, diskFull(null));
    }
    if (result.state() == CompleteRequest.State.FAILED
        && (DiskRoom.isAbout(result.message()) || DiskRoom.isAbout(result.logTail()))
        && !room.isEnough()) {
      return result.with(
          CompleteRequest.State.FAILED, CompleteRequest.Cause.PLATFORM, diskFull(result.message()));
    }
    if (stopped && result.state() == CompleteRequest.State.CANCELLED) {
      return result.with(
          CompleteRequest.State.FAILED,
          CompleteRequest.Cause.PLATFORM,
          "WORKER_STOPPED: " + cancel.reason().orElse("the worker was stopped"));
    }
    return result;
  }

  private String diskFull(@Nullable String ended) {
    diskFull = true;
    return room.explanation(ended);
  }

  private int complete(AttemptOutcome outcome) throws IOException, InterruptedException {
    completing = true;
    if (diskFull) {
      folder.deleteWork(); // so that there is room when the step comes back
    }
    return report.complete(outcome);
  }
}
