package dev.millrace.executor.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PythonAssignmentsTest {
  @Test
  void defaultsTypesAndHelpAreRead() {
    assertThat(
            PythonAssignments.in(
                """
                # what the model uses
                factors = 8            # how many
                rate: float = 1e-3     # type: str ignored
                name = "a=b # no comment"
                mode: Literal["x", "y"] = 'x'
                paths = [
                    "one",  # first
                    "two",
                ]
                seed = None # type: int a number
                """))
        .containsExactly(
            new DeclaredParameter("factors", null, "8", "how many"),
            new DeclaredParameter("rate", "float", "1e-3", "ignored"),
            new DeclaredParameter("name", null, "\"a=b # no comment\"", null),
            new DeclaredParameter("mode", "Literal[\"x\", \"y\"]", "'x'", null),
            new DeclaredParameter("paths", null, "[\n    \"one\",  # first\n    \"two\",\n]", null),
            new DeclaredParameter("seed", "int", "None", "a number"));
  }

  @Test
  void everyFormOfAssignmentCounts() {
    assertThat(
            names(
                """
                a = b = 1
                c, (d, *e) = 1, (2, 3)
                f = 1; g = 2
                if a == 1:
                    h = 2
                i += 1
                j = lambda x=1, y=2: x
                k = call(l=1)
                text = '''
                m = 1
                '''
                s = f"{a}" r'\\' 'it\\'s = 1'
                total = 1 + \\
                    2
                """))
        .containsExactly(
            "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "text", "s", "total");
  }

  @Test
  void whatAssignsNoNameOfTheCellDoesNotCount() {
    assertThat(
            names(
                """
                a[0] = 1
                b.c = 2
                f(x)
                d == 1
                e: int
                def g(h=1):
                    i = 2
                class J:
                    k = 1
                for l in range(3): pass
                import m
                assert n, "o = 1"
                z = 1
                """))
        .containsExactly("z");
  }

  @Test
  void brokenSourceIsNoReasonToFail() {
    for (String broken :
        List.of("a = (", "a = '", "= 1", "a = ", ")))", "\\", "a = \"\"\"x", "'", "=", "a,=")) {
      assertThat(PythonAssignments.in(broken)).as(broken).isNotNull();
    }
  }

  private static List<String> names(String source) {
    return PythonAssignments.in(source).stream().map(DeclaredParameter::name).toList();
  }
}
