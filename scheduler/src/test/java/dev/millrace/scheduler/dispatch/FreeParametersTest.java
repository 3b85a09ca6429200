package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.codec.DagYaml;
import dev.millrace.scheduler.store.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class FreeParametersTest {

  private static final Dag NOTEBOOK =
      DagYaml.read("dag: n\nsteps:\n  n:\n    notebook: n.ipynb\n", "n").orThrow();

  @Test
  void aNotebookThatRunsAsItIsTakesAnyNameAndValue() {
    ObjectNode given = Json.object().put("factors", 3).put("region", "eu");
    given.putNull("nothing");
    given.putArray("list").add(1).add("two");

    RunParameters parameters = RunParameters.free(NOTEBOOK, given);

    assertThat(parameters.values()).isEqualTo(given);
    assertThat(parameters.given()).containsExactly("factors", "region", "nothing", "list");
  }

  @Test
  void aValueThatCannotBeStoredIsRefusedByItsPlace() {
    ObjectNode given = Json.object().put("ok", 1).put("code", "AB\u0000CD");
    given.putArray("list").add("x\udce9y").add(Double.POSITIVE_INFINITY);

    InvalidParametersException refused =
        catchThrowableOfType(
            InvalidParametersException.class, () -> RunParameters.free(NOTEBOOK, given));

    assertThat(refused.problems())
        .extracting(problem -> problem.code() + " " + problem.pointer())
        .containsExactly(
            "BAD_STRING /parameters/code",
            "BAD_STRING /parameters/list/0",
            "NUMBER_RANGE /parameters/list/1");
    assertThat(refused.problems().getFirst().message()).startsWith("parameter 'code'");
  }

  @Test
  void allValuesTogetherTakeAtMost256KiB() {
    ObjectNode given = Json.object();
    for (String name : new String[] {"a", "b", "c", "d"}) {
      given.put(name, "x".repeat(64 * 1024 - 2));
    }
    assertThat(RunParameters.free(NOTEBOOK, given).given()).hasSize(4);

    given.put("a", "x".repeat(64 * 1024 - 1));
    InvalidParametersException refused =
        catchThrowableOfType(
            InvalidParametersException.class, () -> RunParameters.free(NOTEBOOK, given));
    assertThat(refused.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("PARAM_SIZE");
              assertThat(problem.pointer()).isEqualTo("/parameters");
              assertThat(problem.message()).contains("257 KiB", "at most 256 KiB");
            });
  }

  @Test
  void aNameThatWouldBeCodeIsRefusedByName() {
    ObjectNode given = Json.object().put("ok", 1).put("x=1;import os", 2).put("a b", 3);

    InvalidParametersException refused =
        catchThrowableOfType(
            InvalidParametersException.class, () -> RunParameters.free(NOTEBOOK, given));

    assertThat(refused.problems())
        .extracting(InvalidParametersException.Problem::parameter)
        .containsExactlyInAnyOrder("x=1;import os", "a b");
    assertThat(refused.problems()).allMatch(problem -> problem.code().equals("PARAM_NAME"));
  }
}
