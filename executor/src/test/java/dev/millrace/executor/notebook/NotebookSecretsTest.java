package dev.millrace.executor.notebook;

import static dev.millrace.executor.notebook.Notebooks.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.kernel.KernelPlan;
import dev.millrace.executor.masking.Mask;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a notebook does with a secret by accident, nobody sees its value. */
@Tag("slow")
class NotebookSecretsTest extends NotebookExecution {
  private static final String SECRET = "corr3ct-horse'battery";

  @BeforeEach
  void giveASecret() {
    Map<String, String> variables = new HashMap<>(plan.environment());
    variables.put("DB_PASSWORD", SECRET);
    plan =
        new KernelPlan(
            plan.spec(), plan.directory(), variables, plan.marker(), plan.startTimeout());
    mask = Mask.of(List.of(SECRET));
  }

  @Test
  void printedShownRaisedAndPublishedItIsMaskedAndTheNotebookGetsIt() throws Exception {
    run(
        code("import os\npassword = os.environ['DB_PASSWORD']\nassert len(password) == 21"),
        code("print('password is', password)\npassword"),
        code(
            """
            import base64, sys, time, urllib.parse
            print(base64.b64encode(('user:' + password).encode()).decode())
            print(urllib.parse.quote(password), file=sys.stderr)
            """),
        code(
            """
            for piece in (password[:3], password[3:9], password[9:]):
                print(piece, end='', flush=True); time.sleep(0.3)
            print()
            print('corr', end='')
            """),
        code(
            """
            from IPython.display import display, HTML
            handle = display(HTML(f'<b title="{password}">x</b>'), display_id=True)
            handle.update(HTML(f'<i>{password}</i>'))
            sys.__stderr__.write(password + '\\n'); sys.__stderr__.flush()
            """),
        code("model = {'url': 'postgres://u:' + password + '@db', 'n': 1}", "outputs"),
        code("raise ValueError('cannot sign in with ' + password)"));

    assertNothingOfIt(saved.toString(), "the document");
    for (NotebookEvent event : events) {
      assertNothingOfIt(NotebookEventCodec.encode(event).toString(), "an event");
    }
    assertThat(result.end().message()).contains("ValueError", "***");
    // The mark of failure at the top shifts the cells by one.
    assertThat(Notebooks.text(cell(2))).isEqualTo("password is ***\n");
    assertThat(Notebooks.text(cell(4))).isEqualTo("***\ncorr");
  }

  private static void assertNothingOfIt(String text, String what) {
    assertThat(text)
        .as(what)
        .doesNotContain("horse", "battery")
        .doesNotContain(base64("corr3ct-horse").substring(2, 14));
  }

  private static String base64(String text) {
    return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
