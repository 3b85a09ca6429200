package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.RunState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The counters of the runs whose end this server committed. */
public final class EndedRuns {
  private EndedRuns() {}

  /**
   * Makes the counters of a Dag, which are 0 until its first run ends: a counter that appears with
   * its first event has never risen for who watches it.
   */
  public static void register(MeterRegistry registry, String project, String dag) {
    for (RunState state : RunState.values()) {
      if (state.isTerminal()) {
        counter(registry, project, dag, state);
      }
    }
  }

  static Counter counter(MeterRegistry registry, String project, String dag, RunState state) {
    return Counter.builder("millrace.runs.ended")
        .description("Runs by their end; a run that a rerun reopened ends again")
        .tag("project", project)
        .tag("dag", dag)
        .tag("state", state.wireName())
        .register(registry);
  }
}
