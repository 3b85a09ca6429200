package dev.millrace.dsl.validation;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.SecretName;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.StepSettings;
import dev.millrace.dsl.StorableText;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges the names of Dag, steps, pools and environment variables. */
final class NameCheck implements DagValidator.Check {
  @Override
  public void check(Dag dag, Findings findings) {
    checkName("the Dag's name", dag.name(), Pointer.ROOT.child("dag"), findings);
    checkPool(dag.defaults().pool(), Pointer.ROOT.child("defaults"), findings);
    checkEnv(dag.defaults().env(), Pointer.ROOT.child("defaults"), findings);
    Map<String, String> seen = new HashMap<>();
    for (Step step : dag.steps().values()) {
      Pointer at = Pointer.step(step.id());
      checkStepId(step.id(), at, findings);
      checkUnique(step.id(), at, seen, findings);
      checkPool(step.settings().pool(), at, findings);
      checkEnv(step.settings().env(), at, findings);
      checkSecrets(step.settings(), at, findings);
    }
  }

  private static void checkName(String what, String name, Pointer at, Findings findings) {
    if (!Names.isName(name)) {
      findings.error(
          ProblemCode.NAME_RULE,
          at,
          "%s '%s' is not allowed".formatted(what, Names.shown(name)),
          Names.RULE_HINT);
    }
  }

  private static void checkStepId(String id, Pointer at, Findings findings) {
    if (!Names.isName(id)) {
      findings.errorInName(
          ProblemCode.NAME_RULE,
          at,
          "the step id '%s' is not allowed".formatted(Names.shown(id)),
          Names.RULE_HINT);
    }
  }

  private static void checkUnique(
      String id, Pointer at, Map<String, String> seen, Findings findings) {
    String folded = Normalizer.normalize(id, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    String first = seen.putIfAbsent(folded, id);
    if (first != null) {
      findings.errorInName(
          ProblemCode.STEP_DUP,
          at,
          "steps '%s'%s and '%s'%s differ only in case or in the form of their letters"
              .formatted(first, line(Pointer.step(first), findings), id, line(at, findings)),
          "rename one of the two steps");
    }
  }

  private static String line(Pointer at, Findings findings) {
    int line = findings.source().locateName(at).line();
    return line == 0 ? "" : " (line " + line + ")";
  }

  private static void checkPool(@Nullable String pool, Pointer at, Findings findings) {
    if (pool != null) {
      checkName("the pool", pool, at.child("pool"), findings);
    }
  }

  private static void checkEnv(Map<String, String> env, Pointer at, Findings findings) {
    for (Map.Entry<String, String> variable : env.entrySet()) {
      Pointer place = at.child("env").child(variable.getKey());
      checkVariable(variable.getKey(), place, findings);
      String flaw = StorableText.flaw(variable.getValue());
      if (flaw != null) {
        findings.error(
            ProblemCode.BAD_STRING, place, "a text contains " + flaw, "remove the character");
      }
    }
  }

  private static void checkSecrets(StepSettings settings, Pointer at, Findings findings) {
    settings
        .secrets()
        .forEach(
            (variable, secret) -> {
              Pointer place = at.child("secrets").child(variable);
              checkVariable(variable, place, findings);
              if (settings.env().containsKey(variable)) {
                findings.errorInName(
                    ProblemCode.ENV_NAME,
                    place,
                    "'%s' stands in 'env' and in 'secrets'".formatted(Names.shown(variable)),
                    "remove one of the two");
              }
              if (!SecretName.isValid(secret)) {
                findings.error(
                    ProblemCode.NAME_RULE,
                    place,
                    "'%s' cannot name a secret".formatted(Names.shown(secret)),
                    SecretName.RULE);
              }
            });
  }

  private static void checkVariable(String name, Pointer place, Findings findings) {
    if (!Names.isVariable(name)) {
      findings.errorInName(
          ProblemCode.ENV_NAME,
          place,
          "'%s' cannot name an environment variable".formatted(Names.shown(name)),
          Names.IDENTIFIER_HINT);
    } else if (Names.isOurVariable(name)) {
      findings.errorInName(
          ProblemCode.ENV_NAME,
          place,
          "'%s' is set for every step already".formatted(name),
          "choose a name that does not begin with MILLRACE_");
    }
  }
}
