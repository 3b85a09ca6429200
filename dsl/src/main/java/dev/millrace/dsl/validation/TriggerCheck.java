package dev.millrace.dsl.validation;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.Schedule;
import dev.millrace.dsl.Timing;
import dev.millrace.dsl.Trigger;
import dev.millrace.dsl.cron.CronExpression;
import dev.millrace.dsl.cron.CronSyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Judges triggers: their names, when they tick, and the values they give to runs. */
final class TriggerCheck implements DagValidator.Check {
  private static final int MOST = 100;
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  @Override
  public void check(Dag dag, Findings findings) {
    List<Trigger> triggers = dag.triggers();
    if (triggers.size() > MOST) {
      findings.error(
          ProblemCode.RANGE,
          Pointer.ROOT.child("triggers"),
          "a Dag has at most %d triggers, this has %d".formatted(MOST, triggers.size()),
          "one cron schedule can have several times: 0 6,12,18 * * *");
      return;
    }
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; i < triggers.size(); i++) {
      Trigger trigger = triggers.get(i);
      if (trigger.equals(Trigger.UNREADABLE)) {
        continue;
      }
      Pointer at = Pointer.trigger(triggers, i);
      checkName(trigger.name(), at, seen, findings);
      checkSchedule(trigger.schedule(), at, findings);
      checkParameters(trigger, dag.parameters(), at, findings);
    }
  }

  private static void checkName(
      String name, Pointer at, Map<String, String> seen, Findings findings) {
    if (!Names.isName(name)) {
      findings.error(
          ProblemCode.NAME_RULE,
          at.child("name"),
          "the trigger's name '%s' is not allowed".formatted(Names.shown(name)),
          Names.RULE_HINT);
    } else if (seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name) != null) {
      findings.error(
          ProblemCode.TRIGGER_DUP,
          at.child("name"),
          "two triggers are named '%s'".formatted(name),
          "rename one of the two; case does not tell names apart");
    }
  }

  private static void checkSchedule(Schedule schedule, Pointer at, Findings findings) {
    switch (schedule.timing()) {
      case Timing.Cron cron -> checkCron(cron.expression(), at.child("cron"), findings);
      case Timing.Every every -> checkStep(every.step(), at.child("every"), findings);
    }
    ZoneNames.check(schedule.zone(), at.child("zone"), findings);
    checkBound(schedule.start(), at.child("start"), findings);
    checkBound(schedule.end(), at.child("end"), findings);
    if (schedule.start() != null
        && schedule.end() != null
        && schedule.end().isBefore(schedule.start())) {
      findings.error(
          ProblemCode.RANGE,
          at.child("end"),
          "the schedule ends at %s, before its start at %s"
              .formatted(schedule.end(), schedule.start()),
          "exchange the two");
    }
    if (!IntRange.CATCHUP.contains(schedule.maxCatchup())) {
      findings.error(
          ProblemCode.RANGE,
          at.child("maxCatchup"),
          "'maxCatchup' must be a whole number %s, not %d"
              .formatted(IntRange.CATCHUP, schedule.maxCatchup()));
    }
  }

  private static void checkCron(String expression, Pointer at, Findings findings) {
    try {
      if (CronExpression.parse(expression).neverTicks()) {
        findings.error(
            ProblemCode.CRON_NEVER,
            at,
            "'%s' never ticks: no month it names has a day it names".formatted(expression),
            "change the day of month (field 3) or the month (field 4)");
      }
    } catch (CronSyntaxException e) {
      findings.error(ProblemCode.CRON_SYNTAX, at, String.valueOf(e.getMessage()), e.hint());
    }
  }

  private static void checkStep(Duration step, Pointer at, Findings findings) {
    if (step.compareTo(SHORTEST) < 0) {
      findings.error(
          ProblemCode.MIN_INTERVAL,
          at,
          "a schedule ticks once a minute at most, not every %s".formatted(step),
          "write 1m or more");
    } else if (step.compareTo(LONGEST) > 0 || !step.equals(step.truncatedTo(ChronoUnit.SECONDS))) {
      findings.error(
          ProblemCode.DURATION,
          at,
          "'every' must be whole seconds and at most 365 days, not %s".formatted(step),
          "write 90s, 10m or 2h");
    }
  }

  private static void checkBound(@Nullable Instant bound, Pointer at, Findings findings) {
    if (bound != null && (bound.isBefore(EARLIEST) || !bound.isBefore(LATEST))) {
      findings.error(
          ProblemCode.RANGE,
          at,
          "'%s' must lie in the years 1970 to 2199, not at %s".formatted(at.lastName(), bound),
          "to set no limit, remove the field");
    } else if (bound != null && !bound.equals(bound.truncatedTo(ChronoUnit.SECONDS))) {
      findings.error(
          ProblemCode.RANGE,
          at,
          "'%s' must be a whole second, not %s".formatted(at.lastName(), bound),
          "remove the fraction");
    }
  }

  private static void checkParameters(
      Trigger trigger, Map<String, Parameter> declared, Pointer at, Findings findings) {
    for (Map.Entry<String, JsonNode> given : trigger.parameters().entrySet()) {
      Parameter parameter = declared.get(given.getKey());
      Pointer place = at.child("parameters").child(given.getKey());
      if (parameter == null) {
        findings.errorInNameNear(
            ProblemCode.PARAM_UNKNOWN,
            place,
            "the Dag has no parameter '%s'".formatted(Names.shown(given.getKey())),
            given.getKey(),
            declared.keySet());
      } else {
        ParameterRules.check(parameter, given.getValue(), place, findings);
      }
    }
    for (Parameter parameter : declared.values()) {
      if (parameter.required() && !trigger.parameters().containsKey(parameter.name())) {
        findings.error(
            ProblemCode.PARAM_MISSING,
            at,
            "the trigger '%s' gives no value to parameter '%s', which has no default"
                .formatted(Names.shown(trigger.name()), parameter.name()),
            "give it one in the trigger's 'parameters', or give the parameter a default");
      }
    }
  }
}
