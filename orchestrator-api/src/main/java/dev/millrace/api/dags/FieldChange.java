package dev.millrace.api.dags;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value of a definition that is another one in another version.
 *
 * @param path where it stands, as a JSON pointer from the Dag or the step
 * @param from the value; absent: there was none, and the default held
 * @param to the value; absent: there is none, and the default holds
 */
record FieldChange(String path, @Nullable JsonNode from, @Nullable JsonNode to) {

  /**
   * The smallest values that differ, in the order of the fields. Lists are compared as a whole.
   *
   * @param without names of fields at the top that are left out
   */
  static List<FieldChange> between(JsonNode before, JsonNode after, Set<String> without) {
    List<FieldChange> changes = new ArrayList<>();
    for (String name : names(before, after)) {
      if (!without.contains(name)) {
        collect("/" + escaped(name), before.get(name), after.get(name), changes);
      }
    }
    return changes;
  }

  private static void collect(
      String path, @Nullable JsonNode from, @Nullable JsonNode to, List<FieldChange> changes) {
    if (from != null && to != null && from.isObject() && to.isObject()) {
      for (String name : names(from, to)) {
        collect(path + "/" + escaped(name), from.get(name), to.get(name), changes);
      }
    } else if (from == null || !from.equals(to)) {
      changes.add(new FieldChange(path, from, to));
    }
  }

  private static Set<String> names(JsonNode before, JsonNode after) {
    Set<String> names = new LinkedHashSet<>(before.propertyNames());
    names.addAll(after.propertyNames());
    return names;
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
