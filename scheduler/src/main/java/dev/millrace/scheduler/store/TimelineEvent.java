package dev.millrace.scheduler.store;

import java.util.UUID;

/** An event that tells when an attempt entered a phase, or began or ended a cell. */
public record TimelineEvent(UUID attempt, AttemptEvent event) {}
