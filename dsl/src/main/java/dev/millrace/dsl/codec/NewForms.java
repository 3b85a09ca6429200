package dev.millrace.dsl.codec;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.NonFinite;
import dev.millrace.dsl.Template;
import dev.millrace.dsl.validation.Pointer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a stored definition may hold since this release and the release before cannot read. Servers
 * of both may share a database during an upgrade, so such a definition is stored only when no
 * server of the release before is connected.
 *
 * <p>A release that adds to the format adds here and raises {@link #FORMAT}; what the release
 * before knows as well is taken out again.
 */
public final class NewForms {
  /** Counts the releases that added to the format of stored definitions; the first was 1. */
  public static final int FORMAT = 2;

  private static final Pattern ENVIRONMENT = Pattern.compile("/(defaults|steps/[^/]+)/environment");
  private static final Pattern FILE = Pattern.compile("/steps/[^/]+(/branch)?/(notebook|script)");
  private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");
  private static final Set<String> NAMED = Set.of("parameters", "outputs");

  /** The release before reads whole numbers of at most 309 characters, the sign among them. */
  private static final BigInteger LEAST = BigInteger.TEN.pow(308).negate().add(BigInteger.ONE);

  /**
   * A form at its place.
   *
   * @param what it is, for people
   */
  public record Form(Pointer at, String what) {}

  private NewForms() {}

  /** All of them in the order of the format; empty if the release before can read the Dag. */
  public static List<Form> in(Dag dag) {
    List<Form> forms = new ArrayList<>();
    collect(DagEncoder.encode(dag), Pointer.ROOT, forms);
    return forms;
  }

  /** Those in the parameters of a run. */
  public static List<Form> in(ObjectNode parameters) {
    List<Form> forms = new ArrayList<>();
    collect(parameters, Pointer.ROOT.child("parameters"), forms);
    return forms;
  }

  private static void collect(JsonNode node, Pointer at, List<Form> forms) {
    if (NonFinite.isReserved(node)) {
      forms.add(new Form(at, "the number " + node.path("$number").asString("")));
    } else if (node.isString()) {
      collectText(node.stringValue(), at, forms);
    } else if (node.isBigInteger() && node.bigIntegerValue().compareTo(LEAST) < 0) {
      forms.add(new Form(at, "a negative number of 309 digits"));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.path(i), at.child(i), forms);
      }
    }
    for (var field : node.properties()) {
      Pointer place = at.child(field.getKey());
      if (NAMED.contains(at.lastName()) && !ASCII.matcher(field.getKey()).matches()) {
        forms.add(new Form(place, "the name '%s'".formatted(field.getKey())));
      }
      collect(field.getValue(), place, forms);
    }
  }

  private static void collectText(String text, Pointer at, List<Form> forms) {
    if (text.equals("none") && ENVIRONMENT.matcher(at.text()).matches()) {
      forms.add(new Form(at, "'environment: none'"));
    }
    if (FILE.matcher(at.text()).matches() && Template.isTemplate(text)) {
      forms.add(new Form(at, "the file name '%s'".formatted(text)));
    }
  }
}
