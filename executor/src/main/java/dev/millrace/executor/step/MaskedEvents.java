package dev.millrace.executor.step;

import dev.millrace.executor.masking.Mask;
import dev.millrace.executor.notebook.NotebookEvent;
import dev.millrace.executor.protocol.StepEvent;

/** Masks what steps tell. Events of notebooks come masked, together with their document. */
public final class MaskedEvents implements StepEvents {
  private final StepEvents next;
  private final Mask mask;

  /** Hands masked events on. */
  public MaskedEvents(StepEvents next, Mask mask) {
    this.next = next;
    this.mask = mask;
  }

  @Override
  public void add(StepEvent event) {
    next.add(
        switch (event) {
          case StepEvent.PhaseStarted phase -> phase;
          case StepEvent.LogText log -> new StepEvent.LogText(log.stream(), mask.apply(log.text()));
          case StepEvent.Warning warning ->
              new StepEvent.Warning(warning.code(), mask.apply(warning.message()));
          case StepEvent.Unpublished files ->
              new StepEvent.Unpublished(files.paths().stream().map(mask::apply).toList());
        });
  }

  @Override
  public void add(NotebookEvent event) {
    next.add(event);
  }
}
