package dev.millrace.executor.notebook;

import static dev.millrace.executor.notebook.Notebooks.code;
import static dev.millrace.executor.notebook.Notebooks.markdown;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Notebooks that fail by their own code, and by their kernel. */
@Tag("slow")
class NotebookFailureTest extends NotebookExecution {
  /** From now on the kernel sends no message of this type. */
  private static final String DEAF =
      """
      session = get_ipython().kernel.session
      def deaf(stream, message, *args, send=session.send, **kwargs):
          type = message if isinstance(message, str) else message['msg_type']
          return None if type == '%s' else send(stream, message, *args, **kwargs)
      session.send = deaf
      """;

  @Test
  void aCellErrorEndsTheNotebookAndIsMarked() throws Exception {
    run(code("1"), code("raise ValueError('a <b> & c')"), code("2"));
    assertFailed("CELL_ERROR", 1);
    assertThat(result.end().message()).isEqualTo("cell 2 raised ValueError: a <b> & c");
    // Two markers: at the top and before the failing cell.
    assertThat(states()).containsExactly("", "succeeded", "", "failed", "not_run");
    assertThat(cell(0).path("source").path(0).asString())
        .matches("^<span .*<a href=\"#papermill-error-cell\".*In \\[2\\].*</span>$")
        .doesNotContain("<b>");
    assertThat(cell(2).path("source").path(0).asString())
        .matches("<span id=\"papermill-error-cell\" .*</span>");
    assertThat(cell(3).path("outputs").path(0).path("ename").asString()).isEqualTo("ValueError");
    assertThat(cell(3).path("metadata").path("papermill").path("exception").asBoolean()).isTrue();
    assertThat(cell(4).path("metadata").path("papermill").path("status").asString())
        .isEqualTo("pending");
    assertThat(saved.path("metadata").path("papermill").path("exception").asBoolean()).isTrue();
  }

  @Test
  void aMessageCountsTheCellsWithCodeFromOne() throws Exception {
    run(markdown("# title"), code("1"), code("raise ValueError('no')"));
    assertFailed("CELL_ERROR", 2);
    assertThat(result.end().message()).isEqualTo("cell 2 raised ValueError: no");
    assertThat(result.document().cellNumber(2)).isEqualTo(2);
  }

  @Test
  void exitWithAnErrorFailsTheNotebook() throws Exception {
    run(code("import sys; sys.exit(3)"), code("print('never')"));
    assertFailed("CELL_EXIT", 0);
    assertThat(states()).containsExactly("", "", "failed", "not_run");
  }

  @Test
  void askingForInputFailsAtOnce() throws Exception {
    run(code("input('name? ')"));
    assertFailed("STDIN_NOT_ALLOWED", 0);
  }

  @Test
  void aKernelDeathIsToldAsSuch() throws Exception {
    // ipykernel sends from threads of its own, which os._exit does not wait for.
    start(
            code(
                "import os, time\nprint('before', flush=True)\n"
                    + "while not os.path.exists('heard'): time.sleep(0.02)\nos._exit(9)"),
            code("2"))
        .when("before", () -> Files.createFile(folder.resolve("heard")));
    assertFailed("KERNEL_DIED", 0);
    assertThat(result.end().message()).isEqualTo("the kernel exited with code 9 while cell 1 ran");
    assertThat(states()).containsExactly("", "", "kernel_died", "not_run");
    assertThat(Notebooks.text(cell(2))).isEqualTo("before\n");
    assertThat(cell(2).path("metadata").path("papermill").path("status").asString())
        .isEqualTo("failed");
  }

  @Test
  void anErrorThatACellShowsAndSurvivesFailsTheNotebookAtItsEnd() throws Exception {
    Files.writeString(folder.resolve("rows.py"), "raise ValueError('no rows')\n");
    Files.writeString(folder.resolve("leave.py"), "import sys; sys.exit(2)\n");
    run(
        code("%run rows.py", "raises-exception"),
        code("print('fine')"),
        code("%run leave.py\nprint('same cell')"),
        code("get_ipython().run_cell('1/0')\nprint('next cell')"));
    assertFailed("CELL_ERROR_OUTPUT", 2);
    assertThat(result.end().message())
        .startsWith("cell 3 shows the error SystemExit: 2, although it ran to its end");
    assertThat(states()).containsExactly("", "succeeded", "succeeded", "", "failed", "failed");
    assertThat(Notebooks.text(cell(5))).isEqualTo("next cell\n");
    assertThat(cell(3).path("source").path(0).asString()).contains("This cell shows an error.");
  }

  @Test
  void anErrorThatWasShownFailsAlsoANotebookThatExitsWell() throws Exception {
    run(
        code("try: 1/0\nexcept Exception: get_ipython().showtraceback()"),
        code("import sys; sys.exit(0)"),
        code("print('never')"));
    assertFailed("CELL_ERROR_OUTPUT", 0);
    assertThat(result.outputs()).isEmpty();
  }

  @Test
  void anExceptionThatCannotBecomeATextKeepsItsType() throws Exception {
    run(
        code(
            """
            class OddRows(Exception):
                def __str__(self): raise RuntimeError('no text')
                __repr__ = __str__
            raise OddRows(5)"""));
    assertFailed("CELL_ERROR", 0);
    assertThat(result.end().message())
        .isEqualTo("cell 1 raised OddRows: (its text cannot be made: RuntimeError: no text)");
    assertThat(cell(2).path("outputs").path(0).path("ename").asString()).isEqualTo("OddRows");
  }

  @Test
  void theErrorOfAnExceptionWithACauseIsTheKernelsOwn() throws Exception {
    run(code("try: {}['a']\nexcept KeyError as e: raise ValueError('no a') from e"));
    assertThat(result.end().message()).isEqualTo("cell 1 raised ValueError: no a");
  }

  @Test
  void textThatIsNotUtf8IsReadAsJupyterReadsIt() throws Exception {
    run(
        code(
            """
            import os, sys
            os.makedirs(b'in', exist_ok=True); open(b'in/caf\\xe9.csv', 'w').close()
            for f in os.listdir('in'): print('file:', f)
            print('err \\udce9', file=sys.stderr)
            'result \\udce9'"""),
        code("raise ValueError('bad file caf\\udce9.csv')"),
        code("print('never')"));
    assertFailed("CELL_ERROR", 1);
    assertThat(result.end().message())
        .isEqualTo("cell 2 raised ValueError: bad file caf\ufffd.csv");
    assertThat(Notebooks.text(cell(1))).isEqualTo("file: caf\ufffd.csv\nerr \ufffd\n");
  }

  @Test
  void aCellWithoutAnAnswerFailsWithinSeconds() throws Exception {
    long before = System.nanoTime();
    run(code(DEAF.formatted("execute_reply") + "print('work')"), code("2"));
    assertFailed("KERNEL_PROTOCOL", 0);
    assertThat(result.end().message())
        .isEqualTo("cell 1 cannot be judged: the kernel finished its work without an answer");
    // ipykernel says itself why it could not answer.
    assertThat(Notebooks.text(cell(2)))
        .startsWith("work\n")
        .contains("Exception in message handler");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(25));
  }

  @Test
  void aCellWhoseKernelIsNeverIdleFailsWithinSeconds() throws Exception {
    long before = System.nanoTime();
    run(code(DEAF.formatted("status")), code("2"));
    assertFailed("KERNEL_PROTOCOL", 0);
    assertThat(result.end().message()).contains("never said that it is idle");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(35));
  }

  @Test
  void halfACharacterInATextCellIsReplacedWithAWarning() throws Exception {
    run(markdown("a \udce9 b"), code("1"));
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .contains("cell 0 (counted from 0)", "U+FFFD");
    assertThat(cell(0).path("source").path(0).asString()).isEqualTo("a \ufffd b");
  }

  @Test
  void whatAKernelPrintedJustBeforeItsCrashIsKept() throws Exception {
    run(
        code("print('a cell before')"),
        code(
            """
            import ctypes, os, sys
            print('loaded 17 rows \u00e4')
            print('warned', file=sys.stderr)
            os.write(2, b'library: fatal 77\\n')
            ctypes.string_at(0)"""));
    assertFailed("KERNEL_DIED", 1);
    assertThat(result.end().message())
        .isEqualTo(
            "the kernel was killed by signal 11 (SIGSEGV) while cell 2 ran; it wrote last: Fatal Python error: Segmentation fault");
    // Between two streams there is no order: what was sent of one may come before all of the other.
    assertThat(Notebooks.text(cell(3), "stdout")).isEqualTo("loaded 17 rows \u00e4\n");
    assertThat(Notebooks.text(cell(3), "stderr"))
        .startsWith("warned\nlibrary: fatal 77\nFatal Python error: Segmentation fault")
        .contains("in string_at");
    assertThat(Notebooks.text(cell(1))).isEqualTo("a cell before\n");
  }

  /** Texts of every way to write, in every state between the writer and the worker. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "os.abort()",
        "C.abort()",
        "ctypes.string_at(0)",
        "os.kill(os.getpid(), 9)",
        "os.kill(os.getpid(), 15)",
        "os._exit(3)"
      })
  void everyTextBeforeACrashIsShownOnce(String death) throws Exception {
    int seed = new Random().nextInt(1_000_000);
    run(
        code(
            """
            import ctypes, os, random, sys, time
            C = ctypes.PyDLL(None)  # does not release the interpreter's lock
            dice = random.Random(%d)
            for number in range(400):
                text = '<%%d>' %% number + dice.choice(['\\n', ' ä\\n', ''])
                data = text.encode()
                way = dice.randrange(8)
                if way == 0: print(text, end='')
                elif way == 1: print(text, end='', file=sys.stderr)
                elif way == 2: os.write(1, data)
                elif way == 3: os.write(2, data)
                elif way == 4: C.write(1, data, len(data))
                elif way == 5: C.write(2, data, len(data))
                elif way == 6: os.write(2, data); sys.stdout.flush()
                else: os.write(1, data); time.sleep(dice.choice([0, 0.0001, 0.01]))
                if number == 200: time.sleep(dice.choice([0, 0.3]))
            C.write(2, b'library: fatal 77\\n', 18)
            %s"""
                .formatted(seed, death)));
    assertFailed("KERNEL_DIED", 0);
    String text = Notebooks.text(cell(2));
    List<Integer> numbers =
        Pattern.compile("<(\\d+)>")
            .matcher(text)
            .results()
            .map(found -> Integer.valueOf(found.group(1)))
            .sorted()
            .toList();
    assertThat(numbers)
        .as("seed %d, text %s", seed, text)
        .isEqualTo(IntStream.range(0, 400).boxed().toList());
    assertThat(text).containsOnlyOnce("library: fatal 77\n").doesNotContain("\ufffd");
    int trace = text.indexOf("Fatal Python error");
    if (death.contains("abort") || death.contains("string_at")) {
      assertThat(text).containsOnlyOnce("Fatal Python error");
      assertThat(text.indexOf("library: fatal")).isBetween(0, trace);
    }
  }

  @Test
  void whatWasSentBeforeACrashIsNotShownTwice() throws Exception {
    start(
            code(
                """
                import os, time
                print('sent', flush=True)
                while not os.path.exists('heard'): time.sleep(0.02)
                print('x' * 200_000 + ' the end')
                os._exit(3)"""))
        .when("sent", () -> Files.createFile(folder.resolve("heard")));
    assertFailed("KERNEL_DIED", 0);
    String text = Notebooks.text(cell(2));
    assertThat(text).startsWith("sent\nx").endsWith("x the end\n");
    assertThat(text.length()).isEqualTo("sent\n".length() + (64 << 10));
  }

  @Test
  void aTracebackThatIsTooLongKeepsItsEnd() throws Exception {
    run(code("raise ValueError('\u00e4' * 200_000 + ' the end')"));
    assertThat(result.end().code()).isEqualTo("CELL_ERROR");
    JsonNode error = cell(2).path("outputs").path(0);
    assertThat(error.path("evalue").asString())
        .startsWith("\u00e4")
        .contains("characters left out here")
        .endsWith(" the end");
    assertThat(error.path("traceback").toString())
        .contains("Traceback (most recent call last)")
        .contains("characters left out here")
        .contains(" the end");
  }

  @Test
  void aKernelThatDoesNotStartIsThePlatformsFault() throws Exception {
    plan = broken(List.of("sh", "-c", "echo no luck >&2; exit 4"), Duration.ofSeconds(20));
    run(code("1"), code("2"));
    assertThat(result.end().state()).isEqualTo(NotebookState.FAILED);
    assertThat(result.end().code()).isEqualTo("KERNEL_START");
    assertThat(result.end().cause()).isEqualTo(FailureCause.PLATFORM);
    assertThat(result.end().message()).contains("exited with code 4").contains("no luck");
    assertThat(result.kernelAnswered()).isFalse();
    assertThat(states()).containsExactly("", "", "not_run", "not_run");
  }
}
