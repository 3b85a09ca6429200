package dev.millrace.dsl.codec;

import dev.millrace.dsl.StorableText;
import dev.millrace.dsl.codec.SourceNode.Field;
import dev.millrace.dsl.codec.SourceNode.MapNode;
import dev.millrace.dsl.codec.SourceNode.Position;
import dev.millrace.dsl.codec.SourceNode.ScalarNode;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.ProblemCode;
import dev.millrace.dsl.validation.Where;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes the nodes of a tree and notes what no definition may hold, in whatever language it is
 * written: a name twice, a number beyond all types, a text that is none.
 */
final class TreeBuilder {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern A_STEP = Pattern.compile("/steps/[^/]*");

  /**
   * A sign and the digits of the largest double. Reading more takes time that grows with their
   * square.
   */
  private static final int DIGITS = 310;

  private final String file;
  private final ProblemCode duplicateName;
  private final List<Problem> problems = new ArrayList<>();

  TreeBuilder(String file, ProblemCode duplicateName) {
    this.file = file;
    this.duplicateName = duplicateName;
  }

  List<Problem> problems() {
    return problems;
  }

  /** The fields of a mapping that is being read. */
  final class Fields {
    private final Position at;
    private final Pointer pointer;
    private final SequencedMap<String, Field> fields = new LinkedHashMap<>();

    private Fields(Position at, Pointer pointer) {
      this.at = at;
      this.pointer = pointer;
    }

    void put(String name, Position nameAt, SourceNode value) {
      checkText(name, nameAt, pointer);
      Field first = fields.putIfAbsent(name, new Field(nameAt, value));
      if (first != null) {
        reportTwice(name, nameAt, first.nameAt());
      }
    }

    MapNode end() {
      return new MapNode(at, fields);
    }

    private void reportTwice(String name, Position second, Position first) {
      Pointer both = pointer.child(name);
      boolean isStep = A_STEP.matcher(both.text()).matches();
      report(
          isStep ? ProblemCode.STEP_DUP : duplicateName,
          second,
          both,
          "%s '%s' is defined twice, in line %d and in line %d"
              .formatted(isStep ? "step" : "field", name, first.line(), second.line()),
          isStep ? "rename one of the two steps" : "remove one of the two");
    }
  }

  Fields fields(Position at, Pointer pointer) {
    return new Fields(at, pointer);
  }

  ScalarNode text(Position at, Pointer pointer, String text) {
    checkText(text, at, pointer);
    return new ScalarNode(at, NODES.stringNode(text), text);
  }

  ScalarNode bool(Position at, boolean value, String written) {
    return new ScalarNode(at, NODES.booleanNode(value), written);
  }

  ScalarNode nothing(Position at, String written) {
    return new ScalarNode(at, NODES.nullNode(), written);
  }

  /** A whole number; {@code digits} is at most a sign and digits of the radix. */
  ScalarNode whole(Position at, Pointer pointer, String digits, int radix, String written) {
    if (digits.length() > DIGITS) {
      return outOfRange(at, pointer, written);
    }
    BigInteger value = new BigInteger(digits, radix);
    if (Double.isInfinite(value.doubleValue())) {
      return outOfRange(at, pointer, written);
    }
    JsonNode node =
        value.bitLength() < Integer.SIZE
            ? NODES.numberNode(value.intValue())
            : value.bitLength() < Long.SIZE
                ? NODES.numberNode(value.longValue())
                : NODES.numberNode(value);
    return new ScalarNode(at, node, written);
  }

  /** A number with a fraction or an exponent, in Java's own spelling. */
  ScalarNode fraction(Position at, Pointer pointer, String number, String written) {
    double value = Double.parseDouble(number);
    if (Double.isInfinite(value)) {
      return outOfRange(at, pointer, written);
    }
    return new ScalarNode(at, NODES.numberNode(value), written);
  }

  /** A number that is none, or is beyond the range of every type; the tree holds 0 for it. */
  ScalarNode outOfRange(Position at, Pointer pointer, String written) {
    String shown = written.length() <= 40 ? written : written.substring(0, 40) + "…";
    report(
        ProblemCode.NUMBER_RANGE,
        at,
        pointer,
        "%s is no number that can be stored".formatted(shown),
        "numbers are finite and at most %.4g; write it as a text in quotes, NaN as {$number: NaN}, infinity as {$number: Infinity}"
            .formatted(largest()));
    return new ScalarNode(at, NODES.numberNode(0), written);
  }

  private void checkText(String text, Position at, Pointer pointer) {
    String flaw = StorableText.flaw(text);
    if (flaw != null) {
      report(
          ProblemCode.BAD_STRING, at, pointer, "a text contains " + flaw, "remove the character");
    }
  }

  private void report(ProblemCode code, Position at, Pointer pointer, String message, String hint) {
    Where where = new Where(file, at.line(), at.column(), pointer.text());
    problems.add(Problem.error(code, message, where).hint(hint));
  }

  private static BigDecimal largest() {
    return BigDecimal.valueOf(Double.MAX_VALUE);
  }
}
