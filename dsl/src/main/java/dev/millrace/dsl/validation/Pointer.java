package dev.millrace.dsl.validation;

import dev.millrace.dsl.Trigger;
import java.util.List;

/**
 * A place in a definition as a JSON pointer (RFC 6901), whatever the definition is written in.
 *
 * @param text empty for the whole definition, else {@code /steps/predict/dependsOn/0}
 */
public record Pointer(String text) {
  /** The whole definition. */
  public static final Pointer ROOT = new Pointer("");

  /** The step of that id. */
  public static Pointer step(String id) {
    return ROOT.child("steps").child(id);
  }

  /**
   * The trigger of that place in a Dag's list: the field {@code schedule}, or an item of {@code
   * triggers}.
   */
  public static Pointer trigger(List<Trigger> triggers, int index) {
    boolean hasSchedule =
        !triggers.isEmpty() && triggers.getFirst().name().equals(Trigger.SCHEDULE);
    if (hasSchedule && index == 0) {
      return ROOT.child("schedule");
    }
    return ROOT.child("triggers").child(hasSchedule ? index - 1 : index);
  }

  /** The field of that name in the object at this place. */
  public Pointer child(String name) {
    return new Pointer(text + "/" + escape(name));
  }

  /** The item of that index, from 0, in the list at this place. */
  public Pointer child(int index) {
    return new Pointer(text + "/" + index);
  }

  /** The last name or index, as it was given; empty for the whole definition. */
  public String lastName() {
    return text.substring(text.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
  }

  @Override
  public String toString() {
    return text;
  }

  private static String escape(String name) {
    return name.indexOf('~') < 0 && name.indexOf('/') < 0
        ? name
        : name.replace("~", "~0").replace("/", "~1");
  }
}
