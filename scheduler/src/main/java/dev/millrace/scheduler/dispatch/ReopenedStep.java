package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.StepState;
import java.util.List;

/**
 * A step that a rerun touches.
 *
 * @param mapPath which item of a mapped step; empty: not mapped
 * @param state where it was before; a step that was waiting goes on waiting
 */
public record ReopenedStep(String step, List<Integer> mapPath, StepState state) {}
