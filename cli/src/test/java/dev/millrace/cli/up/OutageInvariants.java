package dev.millrace.cli.up;

/** What must be true of the tables once every run has ended, whatever the database went through. */
final class OutageInvariants {
  /** Each row is a sentence about something that is broken. */
  static final String BROKEN =
      """
      SELECT 'run ' || id || ' ended as ' || state FROM run WHERE state <> 'succeeded'
      UNION ALL
      SELECT 'run ' || r.id || ' is ' || r.state || ' and its step ' || s.step || ' is ' || s.state
        FROM run r JOIN step_run s ON s.run = r.id WHERE s.state <> 'succeeded'
      UNION ALL
      SELECT 'step run ' || step_run || ' is still in the queue' FROM step_queue
      UNION ALL
      SELECT 'run ' || run || ' counts unfinished steps: ' || unfinished FROM run_progress
       WHERE unfinished <> 0
      UNION ALL
      SELECT 'attempt ' || id || ' is ' || state || ': ' || coalesce(message, '') FROM attempt
       WHERE state NOT IN ('succeeded', 'lost')
      UNION ALL
      SELECT 'attempt ' || id || ' was lost after it had begun: ' || coalesce(message, '')
        FROM attempt WHERE state = 'lost' AND started_at IS NOT NULL
      UNION ALL
      SELECT 'attempts of step run ' || step_run || ' are not numbered without gaps' FROM attempt
       GROUP BY step_run HAVING max(number) <> count(*) OR count(DISTINCT epoch) <> count(*)
      UNION ALL
      SELECT 'step run ' || step_run || ' succeeded ' || count(*) || ' times' FROM attempt
       WHERE state = 'succeeded' GROUP BY step_run HAVING count(*) <> 1
      UNION ALL
      SELECT 'attempt ' || later.id || ' began before the one before it had ended'
        FROM attempt later
        JOIN attempt earlier
          ON earlier.step_run = later.step_run AND earlier.number = later.number - 1
       WHERE earlier.ended_at > later.created_at
      UNION ALL
      SELECT 'the events of run ' || run || ' have gaps' FROM run_event
       GROUP BY run HAVING max(seq) <> count(*)
      UNION ALL
      SELECT 'step ' || (data ->> 'step') || ' of run ' || run || ' ended ' || count(*) || ' times'
        FROM run_event WHERE kind = 'step_ended' GROUP BY run, data ->> 'step' HAVING count(*) <> 1
      UNION ALL
      SELECT 'run ' || run || ' ended ' || count(*) || ' times'
        FROM run_event WHERE kind = 'run_ended' GROUP BY run HAVING count(*) <> 1
      """;

  private OutageInvariants() {}
}
