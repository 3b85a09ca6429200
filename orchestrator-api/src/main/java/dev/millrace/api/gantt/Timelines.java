package dev.millrace.api.gantt;

import dev.millrace.scheduler.store.AttemptEvent;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.TimelineEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads when attempts did what. */
@Component
class Timelines {
  /** So many events are read for one answer: 50,000 cells, more than a page can draw. */
  private static final int MOST_EVENTS = 100_000;

  private final AttemptReads attempts;

  Timelines(AttemptReads attempts) {
    this.attempts = attempts;
  }

  /**
   * What was read.
   *
   * @param byAttempt attempts that told nothing are missing
   * @param complete whether that is all: attempts may be missing, and the last be cut, if not
   */
  record Known(Map<UUID, AttemptTimeline> byAttempt, boolean complete) {}

  /** The timelines of these attempts. */
  Known of(Collection<UUID> ids) {
    List<TimelineEvent> events = attempts.timelines(ids, MOST_EVENTS);
    Map<UUID, List<AttemptEvent>> byAttempt = new LinkedHashMap<>();
    for (TimelineEvent event : events) {
      byAttempt.computeIfAbsent(event.attempt(), a -> new ArrayList<>()).add(event.event());
    }
    Map<UUID, AttemptTimeline> timelines = new LinkedHashMap<>();
    byAttempt.forEach((id, own) -> timelines.put(id, AttemptTimeline.of(id, own)));
    return new Known(timelines, events.size() < MOST_EVENTS);
  }
}
