package dev.millrace.dsl.codec;

import dev.millrace.dsl.Catchup;
import dev.millrace.dsl.Overlap;
import dev.millrace.dsl.Schedule;
import dev.millrace.dsl.TickInterval;
import dev.millrace.dsl.Timing;
import dev.millrace.dsl.Trigger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Encodes what {@link TriggerDecoder} reads. */
final class TriggerEncoder {
  private TriggerEncoder() {}

  static void put(ObjectNode json, List<Trigger> triggers) {
    for (Trigger trigger : triggers) {
      if (trigger.name().equals(Trigger.SCHEDULE)) {
        putSchedule(json.putObject("schedule"), trigger);
      } else {
        ArrayNode list =
            json.get("triggers") instanceof ArrayNode begun ? begun : json.putArray("triggers");
        ObjectNode item = list.addObject().put("name", trigger.name()).put("kind", "schedule");
        putSchedule(item, trigger);
      }
    }
  }

  static ObjectNode schedule(Trigger trigger) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    putSchedule(json, trigger);
    json.remove("parameters");
    return json;
  }

  private static void putSchedule(ObjectNode json, Trigger trigger) {
    Schedule schedule = trigger.schedule();
    switch (schedule.timing()) {
      case Timing.Cron cron -> json.put("cron", cron.expression());
      case Timing.Every every -> SettingsEncoder.putDuration(json, "every", every.step());
    }
    if (!schedule.zone().equals(Schedule.DEFAULT_ZONE)) {
      json.put("zone", schedule.zone());
    }
    if (schedule.interval() != TickInterval.TICK) {
      json.put("interval", schedule.interval().wireName());
    }
    putInstant(json, "start", schedule.start());
    putInstant(json, "end", schedule.end());
    if (schedule.catchup() != Catchup.NONE) {
      json.put("catchup", schedule.catchup().wireName());
    }
    if (schedule.maxCatchup() != Schedule.DEFAULT_MAX_CATCHUP) {
      json.put("maxCatchup", schedule.maxCatchup());
    }
    if (schedule.overlap() != Overlap.ALLOW) {
      json.put("overlap", schedule.overlap().wireName());
    }
    DagEncoder.putValues(json, "parameters", trigger.parameters());
  }

  private static void putInstant(ObjectNode json, String name, @Nullable Instant instant) {
    DagEncoder.putText(json, name, instant == null ? null : instant.toString());
  }
}
