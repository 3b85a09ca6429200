package dev.millrace.dsl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.codec.DagJson;
import dev.millrace.dsl.codec.ParsedDag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A name that can be pushed can run, and a glob that no worker can read is refused when it is
 * saved.
 */
class NamesAndGlobsTest {
  private static final String ODD = "names/${{ z }}.ipynb";

  @ParameterizedTest
  @ValueSource(strings = {"[a", "out/{a,b", "[[:no:]]*", "./"})
  void anInvalidGlobIsReportedWithItsPlace(String glob) {
    String json =
        """
        {"dag": "d", "steps": {"s": {"shell": "true", "artifacts": ["ok/*", "%s"]}}}"""
            .formatted(glob);
    assertThat(DagJson.read(json, "d.json").problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.PATH_RULE);
              assertThat(problem.message()).contains("'" + glob + "'");
              assertThat(problem.where().pointer()).isEqualTo("/steps/s/artifacts/1");
            });
    assertThat(DagJson.read(json, "version 1", DagValidator.stored()).problems())
        .as("a version of an earlier release runs on")
        .isEmpty();
  }

  @Test
  void aNotebookWhoseNameLooksLikeATemplateRunsWhereItExists() {
    assertThat(read(ODD, DagValidator.withFiles(ODD::equals)).problems()).isEmpty();
    assertThat(read(ODD, DagValidator.stored()).problems()).isEmpty();
    assertThat(read(ODD, DagValidator.withFiles("other.ipynb"::equals)).problems())
        .as("the problem says that there is no template here")
        .extracting(Problem::code)
        .contains(ProblemCode.TEMPLATE_PLACE);
  }

  private static ParsedDag read(String notebook, DagValidator validator) {
    return DagJson.read(
        """
        {"dag": "d", "steps": {"s": {"notebook": "%s"}}}"""
            .formatted(notebook),
        "d.json",
        validator);
  }
}
