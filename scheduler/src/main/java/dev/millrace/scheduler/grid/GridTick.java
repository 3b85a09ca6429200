package dev.millrace.scheduler.grid;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tick that started no run, or several that follow each other.
 *
 * @param id its place among the runs: ids grow with time
 * @param trigger the name of what ticked
 * @param tick the instant, the first of several
 * @param until the last of several; null: it is one
 * @param count how many
 * @param outcome {@code skipped}, {@code paused} or {@code error}
 * @param reason why there is no run
 */
public record GridTick(
    UUID id,
    String trigger,
    String tick,
    @Nullable String until,
    int count,
    String outcome,
    @Nullable String reason) {}
