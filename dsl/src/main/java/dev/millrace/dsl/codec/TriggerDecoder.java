package dev.millrace.dsl.codec;

import dev.millrace.dsl.Catchup;
import dev.millrace.dsl.Overlap;
import dev.millrace.dsl.Schedule;
import dev.millrace.dsl.TickInterval;
import dev.millrace.dsl.Timing;
import dev.millrace.dsl.Trigger;
import dev.millrace.dsl.codec.SourceNode.ListNode;
import dev.millrace.dsl.codec.SourceNode.MapNode;
import dev.millrace.dsl.codec.SourceNode.ScalarNode;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.IntRange;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decodes {@code schedule} and {@code triggers}. */
final class TriggerDecoder {
  private static final String NO_SCHEDULE = "none";
  private static final List<String> KINDS_TO_COME = List.of("file", "webhook", "dag");

  private TriggerDecoder() {}

  static List<Trigger> triggers(Fields fields) {
    List<Trigger> triggers = new ArrayList<>();
    fields.read("schedule", TriggerDecoder::schedule, triggers::add);
    fields.read("triggers", TriggerDecoder::list, triggers::addAll);
    return triggers;
  }

  private static @Nullable Trigger schedule(SourceNode node, Pointer at, Findings findings) {
    if (node instanceof ScalarNode scalar && scalar.text().equals(NO_SCHEDULE)) {
      return null;
    }
    if (!(node instanceof MapNode map)) {
      Values.wrongType(
          node, at, findings, "a mapping", "write { cron: \"0 6 * * *\" } or { every: 15m }");
      return null;
    }
    Fields fields = new Fields(map, at, findings);
    Trigger trigger = trigger(Trigger.SCHEDULE, fields);
    fields.end("'schedule'");
    return trigger;
  }

  private static @Nullable List<Trigger> list(SourceNode node, Pointer at, Findings findings) {
    if (!(node instanceof ListNode list)) {
      Values.wrongType(
          node, at, findings, "a list", "write '- name: nightly' and '  kind: schedule'");
      return null;
    }
    List<Trigger> triggers = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      Trigger trigger = item(list.items().get(i), at.child(i), findings);
      triggers.add(Objects.requireNonNullElse(trigger, Trigger.UNREADABLE));
    }
    return triggers;
  }

  private static @Nullable Trigger item(SourceNode node, Pointer at, Findings findings) {
    if (!(node instanceof MapNode map)) {
      Values.wrongType(node, at, findings, "a mapping", "write 'name: nightly' and 'kind: …'");
      return null;
    }
    Fields fields = new Fields(map, at, findings);
    String name = fields.required("name", Values::text, "a trigger");
    Boolean isSchedule = fields.required("kind", TriggerDecoder::kind, "a trigger");
    if (!Boolean.TRUE.equals(isSchedule)) {
      return null; // the fields of another kind are not known here
    }
    Trigger trigger = trigger(Objects.requireNonNullElse(name, DagDecoder.NO_NAME), fields);
    fields.end("a trigger of kind schedule");
    if (Trigger.SCHEDULE.equals(name)) {
      findings.error(
          ProblemCode.NAME_RULE,
          at.child("name"),
          "the name 'schedule' belongs to the trigger of the field 'schedule'",
          "choose another name, or move the trigger to the field 'schedule'");
      return null;
    }
    return name == null ? null : trigger;
  }

  private static @Nullable Boolean kind(SourceNode node, Pointer at, Findings findings) {
    String text = Values.text(node, at, findings);
    if (text == null || text.equals(Trigger.SCHEDULE)) {
      return text == null ? null : true;
    }
    if (KINDS_TO_COME.contains(text)) {
      findings.error(
          ProblemCode.FIELD_UNSUPPORTED,
          at,
          "the kind '%s' is part of the format, but this version does not support it yet"
              .formatted(text),
          "remove the trigger; nothing would happen for it");
    } else {
      findings.error(
          ProblemCode.FIELD_VALUE,
          at,
          "'kind' must be schedule, not '%s'".formatted(text),
          "write 'kind: schedule'");
    }
    return null;
  }

  private static Trigger trigger(String name, Fields fields) {
    Timing timing = timing(fields);
    Schedule schedule =
        new Schedule(
            Objects.requireNonNullElse(timing, Trigger.UNREADABLE.schedule().timing()),
            or(fields.value("zone", Values::text), Schedule.DEFAULT_ZONE),
            or(
                fields.value("interval", word(TickInterval.values(), TickInterval::wireName)),
                TickInterval.TICK),
            fields.value("start", Values::instant),
            fields.value("end", Values::instant),
            or(fields.value("catchup", word(Catchup.values(), Catchup::wireName)), Catchup.NONE),
            or(
                fields.value("maxCatchup", Values.integer(IntRange.CATCHUP)),
                Schedule.DEFAULT_MAX_CATCHUP),
            or(fields.value("overlap", TriggerDecoder::overlap), Overlap.ALLOW));
    return new Trigger(
        name,
        schedule,
        Objects.requireNonNullElseGet(
            fields.value("parameters", Values::jsonMap), LinkedHashMap::new));
  }

  private static @Nullable Timing timing(Fields fields) {
    boolean both = fields.has("cron") && fields.has("every");
    if (both || (!fields.has("cron") && !fields.has("every"))) {
      fields
          .findings()
          .error(
              both ? ProblemCode.FIELD_VALUE : ProblemCode.FIELD_MISSING,
              fields.at(),
              both
                  ? "a schedule has both 'cron' and 'every'"
                  : "a schedule needs 'cron' or 'every'",
              "give exactly one, such as cron: \"0 6 * * *\" or every: 15m");
    }
    String cron = fields.value("cron", Values::text);
    Duration every = fields.value("every", Values::duration);
    if (cron != null) {
      return new Timing.Cron(cron);
    }
    return every == null ? null : new Timing.Every(every);
  }

  private static @Nullable Overlap overlap(SourceNode node, Pointer at, Findings findings) {
    if (node instanceof ScalarNode scalar && scalar.text().equals("replace")) {
      findings.error(
          ProblemCode.FIELD_UNSUPPORTED,
          at,
          "'overlap: replace' is part of the format, but this version does not support it yet",
          "write allow, queue or skip");
      return null;
    }
    return word(Overlap.values(), Overlap::wireName).read(node, at, findings);
  }

  private static <T> Values.Reader<T> word(T[] values, Function<T, String> wireName) {
    return SettingsDecoder.word(
        text -> Arrays.stream(values).filter(v -> wireName.apply(v).equals(text)).findFirst(),
        Arrays.stream(values).map(wireName).toList());
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
