package dev.millrace.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.TriggerRule;
import dev.millrace.scheduler.engine.TriggerRules.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The table of {@code docs/semantics.md}, row by row. The upstream steps are written as letters: S
 * succeeded, K skipped, F failed, X upstream_failed, C cancelled, w not ended.
 */
class TriggerRulesTest {

  @ParameterizedTest(name = "{0}: {1} ({2}) → {3}")
  @CsvSource(
      textBlock =
          """
          all_success | an upstream step failed: upstream_failed, without waiting | Fww | upstream_failed
          all_success | an upstream step is upstream_failed: upstream_failed, without waiting | Xw | upstream_failed
          all_success | cancelled counts as failed | SC | upstream_failed
          all_success | failed goes before skipped | KF | upstream_failed
          all_success | an upstream step was skipped: skipped, without waiting | Kww | skipped
          all_success | all succeeded | SSS | start
          all_success | else wait | SSw | wait
          all_failed | one succeeded: skipped, without waiting | Sww | skipped
          all_failed | one was skipped: skipped, without waiting | KF | skipped
          all_failed | all failed, upstream_failed or cancelled | FXC | start
          all_failed | else wait | FXw | wait
          all_done | all ended, however they did | SKFX | start
          all_done | else wait | SKFw | wait
          all_done_min_one_success | one was skipped: skipped, without waiting | Kww | skipped
          all_done_min_one_success | one was skipped although another succeeded | SK | skipped
          all_done_min_one_success | all ended and none succeeded | FX | upstream_failed
          all_done_min_one_success | all ended, none skipped, one succeeded | SFX | start
          all_done_min_one_success | else wait | SFw | wait
          all_done_min_one_success | else wait, also while none succeeded yet | Fw | wait
          all_skipped | one succeeded: skipped, without waiting | Sww | skipped
          all_skipped | one failed: skipped, without waiting | Fw | skipped
          all_skipped | one is upstream_failed: skipped, without waiting | KX | skipped
          all_skipped | all were skipped | KK | start
          all_skipped | else wait | Kw | wait
          one_success | one succeeded, the rest is not waited for | Sww | start
          one_success | one succeeded and others failed | SFX | start
          one_success | all were skipped | KK | skipped
          one_success | all ended and none succeeded | KF | upstream_failed
          one_success | else wait | KFw | wait
          one_failed | one failed, the rest is not waited for | Fww | start
          one_failed | one is upstream_failed, the rest is not waited for | Xw | start
          one_failed | all ended and none failed | SK | skipped
          one_failed | else wait | SKw | wait
          one_done | one succeeded, the rest is not waited for | Sw | start
          one_done | one failed, the rest is not waited for | Fw | start
          one_done | one was cancelled, the rest is not waited for | Cw | start
          one_done | all ended as skipped or upstream_failed | KX | skipped
          one_done | skipped and upstream_failed do not count | KXw | wait
          none_failed | one failed: upstream_failed, without waiting | Fww | upstream_failed
          none_failed | one is upstream_failed: upstream_failed, without waiting | KX | upstream_failed
          none_failed | all succeeded or were skipped | SK | start
          none_failed | all were skipped | KK | start
          none_failed | else wait | SKw | wait
          none_failed_min_one_success | one failed: upstream_failed, without waiting | Fw | upstream_failed
          none_failed_min_one_success | all were skipped | KK | skipped
          none_failed_min_one_success | all succeeded or were skipped, one succeeded | SK | start
          none_failed_min_one_success | else wait | SKw | wait
          none_skipped | one was skipped: skipped, without waiting | Kww | skipped
          none_skipped | all ended and none was skipped | SFX | start
          none_skipped | else wait | SFw | wait
          always | at once | www | start
          always | whatever the others did | KFX | start
          """,
      delimiter = '|')
  void judges(String rule, String words, String upstream, String verdict) {
    assertThat(
            word(
                TriggerRules.judge(TriggerRule.fromWireName(rule).orElseThrow(), counts(upstream))))
        .as(words)
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @EnumSource
  void aStepWithoutUpstreamStepsStartsWhateverItsRule(TriggerRule rule) {
    assertThat(TriggerRules.judge(rule, UpstreamCounts.none(0))).isEqualTo(Verdict.Start.START);
  }

  @ParameterizedTest
  @EnumSource
  void noRuleWaitsWhenAllUpstreamStepsEnded(TriggerRule rule) {
    for (UpstreamCounts up : allCounts(5)) {
      if (up.allFinished()) {
        assertThat(TriggerRules.judge(rule, up)).as("%s", up).isNotEqualTo(Verdict.Wait.WAIT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aVerdictOnceGivenHoldsHoweverTheRestEnds(TriggerRule rule) {
    for (UpstreamCounts up : allCounts(5)) {
      if (TriggerRules.judge(rule, up) instanceof Verdict.End end && !up.allFinished()) {
        // A step that a rule ended early would otherwise depend on who happened to end first.
        assertThat(verdictsOfCompletions(rule, up))
            .as("%s", up)
            .doesNotContain(Verdict.Start.START);
        assertThat(end.state()).isIn(StepState.SKIPPED, StepState.UPSTREAM_FAILED);
      }
    }
  }

  @Test
  void everyRuleHasItsRows() {
    assertThat(EnumSet.allOf(TriggerRule.class)).hasSize(12);
  }

  private static Set<Verdict> verdictsOfCompletions(TriggerRule rule, UpstreamCounts up) {
    return allCounts(up.total()).stream()
        .filter(later -> later.total() == up.total() && later.allFinished())
        .filter(later -> later.succeeded() >= up.succeeded() && later.skipped() >= up.skipped())
        .filter(later -> later.failed() >= up.failed())
        .filter(later -> later.upstreamFailed() >= up.upstreamFailed())
        .map(later -> TriggerRules.judge(rule, later))
        .collect(Collectors.toSet());
  }

  private static List<UpstreamCounts> allCounts(int most) {
    List<UpstreamCounts> all = new ArrayList<>();
    for (int total = 1; total <= most; total++) {
      for (int code = 0; code < 10_000; code++) {
        int[] digits = {code / 1000, code / 100 % 10, code / 10 % 10, code % 10};
        if (Arrays.stream(digits).sum() <= total) {
          all.add(new UpstreamCounts(total, digits[0], digits[1], digits[2], digits[3]));
        }
      }
    }
    return all;
  }

  private static UpstreamCounts counts(String letters) {
    UpstreamCounts counts = UpstreamCounts.none(letters.length());
    for (int i = 0; i < letters.length(); i++) {
      counts = counts.moved(StepState.WAITING, state(letters.charAt(i)));
    }
    return counts;
  }

  private static StepState state(char letter) {
    return switch (letter) {
      case 'S' -> StepState.SUCCEEDED;
      case 'K' -> StepState.SKIPPED;
      case 'F' -> StepState.FAILED;
      case 'X' -> StepState.UPSTREAM_FAILED;
      case 'C' -> StepState.CANCELLED;
      case 'w' -> StepState.WAITING;
      default -> throw new IllegalArgumentException("no state has the letter " + letter);
    };
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Wait wait -> "wait";
      case Verdict.Start start -> "start";
      case Verdict.End end -> end.state().wireName();
    };
  }
}
