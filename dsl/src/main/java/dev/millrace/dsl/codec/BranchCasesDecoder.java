package dev.millrace.dsl.codec;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.codec.SourceNode.ListNode;
import dev.millrace.dsl.codec.SourceNode.MapNode;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the list of a branch's cases: items of {@code when} and {@code to}, the last may be
 * {@code otherwise}.
 */
final class BranchCasesDecoder {
  private BranchCasesDecoder() {}

  static BranchChoice.@Nullable Conditions decode(SourceNode node, Pointer at, Findings findings) {
    if (!(node instanceof ListNode list)) {
      Values.wrongType(
          node,
          at,
          findings,
          "a list of cases, or a notebook",
          "write '- when: …' and '  to: [step]' for each case");
      return null;
    }
    List<BranchChoice.Case> cases = new ArrayList<>();
    List<String> otherwise = null;
    int last = list.items().size() - 1;
    for (int i = 0; i <= last; i++) {
      if (!(list.items().get(i) instanceof MapNode map)) {
        Values.wrongType(
            list.items().get(i),
            at.child(i),
            findings,
            "a mapping",
            "write '- when: …' and '  to: [step]'");
        continue;
      }
      Fields fields = new Fields(map, at.child(i), findings);
      if (fields.has("otherwise")) {
        List<String> targets = fields.value("otherwise", Values::texts);
        if (i == last) {
          otherwise = targets;
        } else {
          findings.error(
              ProblemCode.BRANCH_CASES,
              at.child(i),
              "'otherwise' is not the last case",
              "no case after it would ever be looked at: move it to the end");
        }
        fields.end("an 'otherwise' case");
      } else {
        addCase(fields, cases);
      }
    }
    return new BranchChoice.Conditions(cases, otherwise);
  }

  private static void addCase(Fields fields, List<BranchChoice.Case> cases) {
    String when = fields.required("when", Values::text, "a case of a branch");
    List<String> to = fields.value("to", Values::texts);
    fields.know(List.of("otherwise"));
    fields.end("a case of a branch");
    if (when != null) {
      cases.add(new BranchChoice.Case(when, to));
    }
  }
}
