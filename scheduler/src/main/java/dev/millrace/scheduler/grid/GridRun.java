package dev.millrace.scheduler.grid;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of the grid. The lists have one place for each step of the page.
 *
 * @param head the run itself
 * @param states a letter of {@link StepLetters} for each step; {@link StepLetters#ABSENT} where the
 *     run does not have it
 * @param seconds how long a step took that has ended; null: it has not, or never started
 * @param attempts how often a step was tried
 */
public record GridRun(
    RunHead head, String states, List<@Nullable BigDecimal> seconds, List<Integer> attempts) {}
