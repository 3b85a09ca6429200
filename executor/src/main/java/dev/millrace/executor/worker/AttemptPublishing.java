package dev.millrace.executor.worker;

import dev.millrace.executor.account.StepAccount;
import dev.millrace.executor.environment.MissingModuleHint;
import dev.millrace.executor.files.Digests;
import dev.millrace.executor.files.MissingFileHint;
import dev.millrace.executor.files.Publication;
import dev.millrace.executor.files.Publisher;
import dev.millrace.executor.notebook.CancelSignal;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.PublishedArtifact;
import dev.millrace.executor.protocol.StepEvent;
import dev.millrace.executor.protocol.StepFailedException;
import dev.millrace.executor.step.StepDefinition;
import dev.millrace.executor.step.StepEvents;
import dev.millrace.executor.step.StepResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done with what an attempt leaves: its notebook and artifacts are uploaded, a missing file
 * is explained.
 */
final class AttemptPublishing {
  private static final Logger log = LoggerFactory.getLogger(AttemptPublishing.class);
  private static final int MAX_UNPUBLISHED = 500;
  private static final Duration SEARCH_PATIENCE = Duration.ofSeconds(1);

  private final Publisher publisher;
  private final StepAccount account;

  AttemptPublishing(Publisher publisher, StepAccount account) {
    this.publisher = publisher;
    this.account = account;
  }

  /**
   * Uploads everything the completion will name; waits for a server that is away.
   *
   * @param cancel ends a search for files that takes long; a short one goes on, because the step
   *     has ended and what it came to counts
   * @return the outcome, which is a failure when what the step declared cannot be published
   */
  AttemptOutcome publish(
      Grant grant,
      AttemptWork.Prepared prepared,
      StepResult result,
      AttemptFolder folder,
      SessionClient server,
      StepEvents events,
      CancelSignal cancel)
      throws IOException, InterruptedException {
    String notebook = null;
    StepResult.NotebookRecord record = result.notebook();
    if (record != null) {
      record.document().write(folder.outputNotebook());
      notebook = Digests.of(folder.outputNotebook());
      upload(grant, notebook, folder.outputNotebook(), server);
    }
    AttemptOutcome outcome =
        new AttemptOutcome(result, prepared.project().inputs(), List.of(), notebook);
    if (!result.succeeded()) {
      return outcome.with(explained(grant, prepared.definition(), result, server));
    }
    try {
      Publication publication = publicationOf(prepared, cancel);
      for (PublishedArtifact artifact : publication.artifacts()) {
        Path file = prepared.project().root().resolve(artifact.path());
        upload(grant, artifact.digest(), file, server);
      }
      tell(publication, events);
      return outcome.publishing(publication);
    } catch (StepFailedException e) {
      return outcome.with(
          result.with(CompleteRequest.State.FAILED, e.blame(), e.completionMessage()));
    } catch (CancellationException e) {
      return outcome.with(StepResult.cancelled(cancel.reason().orElse("cancelled")));
    }
  }

  private Publication publicationOf(AttemptWork.Prepared prepared, CancelSignal cancel)
      throws IOException, InterruptedException, StepFailedException {
    account.reclaim(prepared.project().root());
    List<String> patterns = prepared.definition().artifacts();
    long patience = System.nanoTime() + SEARCH_PATIENCE.toNanos();
    return patterns == null
        ? publisher.changed(prepared.project())
        : publisher.matching(
            prepared.project(),
            patterns,
            () -> System.nanoTime() > patience && cancel.reason().isPresent());
  }

  private static void tell(Publication publication, StepEvents events) {
    publication.warnings().forEach(warning -> events.warn("ARTIFACTS", warning));
    List<String> unpublished = publication.unpublished();
    if (!unpublished.isEmpty()) {
      int told = Math.min(MAX_UNPUBLISHED, unpublished.size());
      events.add(new StepEvent.Unpublished(unpublished.subList(0, told)));
    }
  }

  private static void upload(Grant grant, String digest, Path file, SessionClient server)
      throws IOException, InterruptedException {
    Backoff.untilAnswered(
        "upload of " + digest,
        () -> {
          server.upload(grant, digest, file);
          return true;
        });
  }

  private static StepResult explained(
      Grant grant, StepDefinition definition, StepResult result, SessionClient server)
      throws InterruptedException {
    String text = result.message() + "\n" + lastOf(result.logTail());
    if (result.state() == CompleteRequest.State.FAILED) {
      Optional<String> module =
          MissingModuleHint.of(text, definition.requirements(), definition.noEnvironment());
      if (module.isPresent()) {
        return hinted(result, module.get());
      }
    }
    if (result.state() != CompleteRequest.State.FAILED || !MissingFileHint.isAbout(text)) {
      return result;
    }
    try {
      return MissingFileHint.of(text, server.unpublished(grant).files())
          .map(hint -> hinted(result, hint))
          .orElse(result);
    } catch (IOException e) {
      log.debug("no hint about the missing file of step {}: {}", grant.step(), e.toString());
      return result;
    }
  }

  private static StepResult hinted(StepResult result, String hint) {
    return result.with(result.state(), result.cause(), result.message() + "\n" + hint);
  }

  /** A log's end is where a program says what it died of. */
  private static String lastOf(String log) {
    int kept = 16 << 10;
    return log.substring(Math.max(0, log.length() - kept));
  }
}
