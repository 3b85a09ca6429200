package dev.millrace.executor.worker;

import dev.millrace.executor.kernel.ProcessGuard;
import dev.millrace.executor.kernel.ProcessMarker;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.step.MaskedEvents;
import dev.millrace.executor.step.StepEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Puts together what an attempt needs, gives it its threads, and cleans up behind it. */
final class AttemptFactory implements AttemptStarter {
  private static final Logger log = LoggerFactory.getLogger(AttemptFactory.class);

  /** What a kernel has for its own exit after the attempt is completed. */
  private static final Duration EXIT = Duration.ofSeconds(4);

  private final WorkerFolder folder;
  private final AttemptGround ground;
  private final AttemptWork work;
  private final AttemptPublishing publishing;
  private final ProcessGuard processes;
  private final Slots slots;
  private final BooleanSupplier wantsMore;
  private final DiskRoom room;
  private final Clock clock;

  AttemptFactory(
      WorkerFolder folder,
      AttemptGround ground,
      AttemptWork work,
      AttemptPublishing publishing,
      ProcessGuard processes,
      Slots slots,
      BooleanSupplier wantsMore,
      DiskRoom room,
      Clock clock) {
    this.folder = folder;
    this.ground = ground;
    this.work = work;
    this.publishing = publishing;
    this.processes = processes;
    this.slots = slots;
    this.wantsMore = wantsMore;
    this.room = room;
    this.clock = clock;
  }

  @Override
  public boolean start(Grant grant, Session session) {
    AttemptFolder files = folder.attempt(grant.attempt());
    EventSpool spool;
    try {
      ground.prepare(files, grant.epoch());
      spool = EventSpool.open(files.spool(), clock);
    } catch (IOException e) {
      log.error("step {} goes back to the server: this machine's disk refuses", grant.step(), e);
      return false;
    }
    var sender =
        new EventSender(
            spool, session.client(), grant.attempt(), grant.epoch(), () -> lost(grant, session));
    var diskRefused = new CompletableFuture<UncheckedIOException>();
    StepEvents events =
        new MaskedEvents(new SpoolEvents(spool, diskRefused::complete), grant.mask());
    var report = new AttemptReport(grant, session, sender, wantsMore, ServerFailures.Limit.DEFAULT);
    var run =
        new AttemptRun(grant, files, work, publishing, report, events, session.client(), room);
    var unused = diskRefused.thenAccept(run::diskRefused);
    if (!session.held().add(run)) {
      close(spool);
      return false;
    }
    log.info("step {} of run {} begins, attempt {}", grant.step(), grant.run(), grant.number());
    // Platform threads: patterns and documents of users may keep a core busy for long, and a
    // carrier
    // of virtual threads that does so serves no other thread in this process.
    Thread.ofPlatform()
        .daemon()
        .name("attempt-" + grant.attempt())
        .start(() -> live(grant, session, run, spool, sender));
    return true;
  }

  private void live(
      Grant grant, Session session, AttemptRun run, EventSpool spool, EventSender sender) {
    Thread sending =
        Thread.ofPlatform().daemon().name("events-" + grant.attempt()).start(sender::run);
    int passedOn = 0;
    // Fields of every log line that is written for the attempt on its thread.
    MDC.put("run", grant.run().toString());
    MDC.put("step", grant.step());
    MDC.put("attempt", grant.attempt().toString());
    try {
      passedOn = run.run();
    } finally {
      int free = grant.slots() - passedOn;
      if (run.isDropped()) {
        awaitNoProcess(grant, Duration.ZERO);
        slots.giveBack(free);
      } else {
        slots.giveBack(free);
        awaitNoProcess(grant, EXIT);
      }
      session.held().remove(grant.attempt());
      sending.interrupt();
      close(spool);
      ground.clear(folder.attempt(grant.attempt()));
    }
  }

  // The server may start the next try as soon as no heartbeat lists the attempt.
  private void awaitNoProcess(Grant grant, Duration grace) {
    while (!processes.awaitNone(ProcessMarker.attempt(grant.attempt().toString()), grace)) {
      log.warn(
          "a process of attempt {} does not end although it was killed: the attempt stays listed until it does",
          grant.attempt());
    }
  }

  private static void lost(Grant grant, Session session) {
    AttemptRun run = session.held().get(grant.attempt());
    if (run != null) {
      run.drop("the server no longer takes its events");
    }
  }

  private static void close(EventSpool spool) {
    try {
      spool.close();
    } catch (IOException e) {
      log.warn("a spool could not be closed: {}", e.toString());
    }
  }
}
