package dev.millrace.executor.notebook;

import static dev.millrace.executor.notebook.Notebooks.code;
import static dev.millrace.executor.notebook.Notebooks.markdown;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Notebooks that end well. */
@Tag("slow")
class NotebookSuccessTest extends NotebookExecution {
  @Test
  void aNotebookSucceedsWithItsParametersAndOutputs() throws Exception {
    parameters.put("factors", 16).put("name", "gr\u00fcn");
    run(
        markdown("# Title"),
        code("factors = 8\nname = 'x'", "parameters"),
        code("print(factors, name)\nfactors * 2"),
        code("   "),
        code("raise Exception('never')", "skip-execution"));
    assertThat(result.end()).isEqualTo(NotebookEnd.succeeded(""));
    assertThat(states())
        .containsExactly("skipped", "succeeded", "succeeded", "succeeded", "skipped", "skipped");
    JsonNode injected = cell(2);
    assertThat(injected.path("metadata").path("tags").path(0).asString())
        .isEqualTo("injected-parameters");
    assertThat(injected.path("source").path(2).asString()).isEqualTo("name = \"gr\\xfcn\"\n");
    assertThat(Notebooks.text(cell(3))).isEqualTo("16 gr\u00fcn\n");
    assertThat(cell(3).path("outputs").path(1).path("data").path("text/plain").path(0).asString())
        .isEqualTo("32");
    assertThat(cell(3).path("execution_count").asInt()).isEqualTo(3);
    assertThat(cell(3).path("metadata").path("papermill").path("status").asString())
        .isEqualTo("completed");
    assertThat(cell(3).path("metadata").path("execution").path("shell.execute_reply").asString())
        .isNotEmpty();
    assertThat(saved.path("metadata").path("papermill").path("parameters").path("factors").asInt())
        .isEqualTo(16);
    assertThat(saved.path("metadata").path("papermill").path("exception").isNull()).isTrue();
    assertThat(saved.path("metadata").path("language_info").path("name").asString())
        .isEqualTo("python");
    assertThat(saved.path("metadata").path("millrace").path("state").asString())
        .isEqualTo("succeeded");
  }

  @Test
  void anAllowedErrorLetsLaterCellsRun() throws Exception {
    run(code("1/0", "raises-exception"), code("print('on')"));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    assertThat(cell(0).path("outputs").path(0).path("ename").asString())
        .isEqualTo("ZeroDivisionError");
    assertThat(Notebooks.text(cell(1))).isEqualTo("on\n");
  }

  @Test
  void withAllowErrorsEveryErrorIsAllowed() throws Exception {
    allowErrors = true;
    run(code("1/0"), code("print('on')"));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    assertThat(states()).containsExactly("succeeded", "succeeded");
  }

  @Test
  void exitWithoutAnErrorEndsTheNotebookWell() throws Exception {
    run(code("import sys; sys.exit(0)"), code("print('never')"));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    assertThat(result.end().message())
        .isEqualTo("cell 1 called sys.exit(0); later cells did not run");
    assertThat(states()).containsExactly("succeeded", "not_run");
    assertThat(cell(0).path("outputs").valueStream())
        .noneMatch(output -> output.path("output_type").asString().equals("error"));
  }

  @Test
  void onlyMarkdownSucceeds() throws Exception {
    run(markdown("just words"));
    assertThat(result.end()).isEqualTo(NotebookEnd.succeeded("0 code cells"));
  }
}
