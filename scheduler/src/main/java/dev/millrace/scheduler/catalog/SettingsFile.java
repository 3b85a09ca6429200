package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.validation.Where;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Judges {@code millrace.yaml}, the project's settings. None of its fields is supported yet: each
 * is refused by name, because a setting that is silently ignored is worse than none. Reads events
 * one by one, so that depth costs nothing.
 */
final class SettingsFile {

  static final String PATH = "millrace.yaml";

  private static final Set<String> PLANNED = Set.of("vars", "defaults", "mounts");

  private SettingsFile() {}

  static List<Finding> judge(byte[] content) {
    LoadSettings settings = LoadSettings.builder().setLabel(PATH).build();
    List<Finding> findings = new ArrayList<>();
    try {
      int depth = 0;
      int inRoot = 0;
      String text = new String(content, StandardCharsets.UTF_8);
      for (Event event : new Parse(settings).parseString(text)) {
        Event.ID kind = event.getEventId();
        boolean begins = kind == Event.ID.MappingStart || kind == Event.ID.SequenceStart;
        boolean ends = kind == Event.ID.MappingEnd || kind == Event.ID.SequenceEnd;
        if (ends) {
          depth--;
        }
        boolean node = begins || kind == Event.ID.Scalar || kind == Event.ID.Alias;
        if (node && depth == 1 && inRoot++ % 2 == 0 && event instanceof ScalarEvent name) {
          findings.add(refused(name.getValue(), where(event.getStartMark())));
        }
        if (node && depth == 0 && !emptyRoot(event)) {
          requireMapping(event, findings);
        }
        if (begins) {
          depth++;
        }
      }
    } catch (MarkedYamlEngineException e) {
      findings.add(unreadable(e.getProblem(), where(e.getProblemMark())));
    } catch (YamlEngineException e) {
      findings.add(unreadable(String.valueOf(e.getMessage()), new Where(PATH, 0, 0, "")));
    }
    return findings;
  }

  private static boolean emptyRoot(Event event) {
    return event instanceof ScalarEvent scalar && scalar.getValue().isEmpty();
  }

  private static void requireMapping(Event root, List<Finding> findings) {
    if (root.getEventId() != Event.ID.MappingStart) {
      findings.add(
          Finding.error(
              "FIELD_TYPE", "the project's settings must be fields", where(root.getStartMark())));
    }
  }

  private static Finding refused(String field, Where where) {
    return PLANNED.contains(field)
        ? Finding.error(
                "FIELD_UNSUPPORTED",
                "the setting '%s' of a project is not supported yet".formatted(field),
                where)
            .hint("write it in each Dag, and take it out here")
        : Finding.error(
                "FIELD_UNKNOWN", "'%s' is not a setting of a project".formatted(field), where)
            .hint("take it out");
  }

  private static Finding unreadable(String problem, Where where) {
    return Finding.error("YAML_SYNTAX", "the project's settings are no YAML: " + problem, where);
  }

  private static Where where(Optional<Mark> mark) {
    return mark.map(m -> new Where(PATH, m.getLine() + 1, m.getColumn() + 1, ""))
        .orElseGet(() -> new Where(PATH, 0, 0, ""));
  }
}
