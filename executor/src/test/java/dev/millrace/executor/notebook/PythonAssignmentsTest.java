package dev.millrace.executor.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The names that are found are those that Python's own parser finds. */
class PythonAssignmentsTest {
  private static final List<String> SNIPPETS =
      List.of(
          "a = 1; b = 2  # two in a line",
          "c: \"int\" = 3\nd: int\n(e): int = 4",
          "if True: j = 9\nelif x: k = 1; l = 2\nelse: m: int = 3",
          "for w in range(3): pass\nfor a, (b, *c) in z: d = a; e = b\nfor x[0] in y: f = 1",
          "with open('a') as fh: z = 1\nwith (open(p) as g, open(q) as (h, i)): pass",
          "with lock: a = 1\nwith a, b as c.d, e as f: g = 2",
          "while (n := next(it)) > 0: total = n",
          "try: e = 5\nexcept ValueError as problem: f = 6\nfinally: g = 7",
          "def f(): a = 1; b = 2\nc = 3",
          "class A: x = 1; y = 2\nz = 3",
          "def f(a, b=(c := 1), *, d=lambda: (e := 2)) -> int:\n  g = 1\nh = 2",
          "f = lambda q=1, *r: q\ng = lambda: (y := 1)\nh = [lambda x: x, (z := 2)]",
          "print([y := f(x), y ** 2], (w := 3))\nany((hit := v) for v in range(3))",
          "α = 'greek'; été = 2; 变量 = 3; ﬁne = 4; 𝐱 = 5; _ = 6; __x = 7",
          "a = b = c = 1\nd.e = f = 2\ng[0], h = 1, 2\ni, (j, [k, *l]) = z\nf(x).y = m = 3",
          "a += 1\nb.c -= 1\nd[0] *= 2\ne @= f\ng //= 2; h **= 3; i >>= 1",
          "s = 'it\\'s; x = 1'\nt = '''\nu = 1\n'''\nv = r'\\\\'; w = b\"\"\"y = 2\"\"\"",
          "m = (1,\n  2)\nn = 1 \\\n  + 2\no = [\n# p = 3\n]",
          "e = f\"{a=}\"; g = f\"{x!r:>{w}}\"; h = f'{{no = 1}}'; i = f'{d[\"k\"]}'; j = rf'{a}\\d{{2}}'",
          "x = a if b else c\ny = not z\nassert x, 'a = b'\ndel y\nglobal q\nprint(a == b, c=1)",
          "match command:\n  case [x, y, *rest]: a = 1\n  case {'k': v, **more}: pass\n"
              + "  case Point(x=0, y=py) | Other.CONST: pass\n  case str() as s if (g := s): pass\n  case _: b = 2",
          "match = 1; case = 2; type = 3; print(match, case)\ncase.x = 1\ncase[0] = 2\ncase: int = 3",
          "if x:\n  a = 1\n  def f():\n    b = 2\n  c = 3\nelse:\n  class D:\n    e = 4\n  f = 5",
          "async def f():\n  a = 1\nb = 2\n@dec(c := 3)\ndef g(): pass",
          "if x: pass;  y = 2\nif (a := 1): b = 2 # c = 3",
          "x = {1: 2, 'a': lambda: 3}\ny = z[1:2]\ndict(a=1)[b] = c",
          "print(f'{(a := 1)} {{b := 2}} {c:=3} {(d := 4)!r:>{(e := 5)}} {[g for f in x if (g := f)]}')",
          "f = f'{(lambda: (a := 1))()}{(b := 2)}'; g = lambda: f'{(c := 3)}'; f'N{(d := 4)}'",
          "x = f'''{\n(a := 1)\n}\n{b != c}''' f'\\{(d := 2)}' rf'\\N{(e := 3)}' f'\\\\{(g := 4)}'",
          "k = lambda q=(a := 1), *r: (b := 2), (c := 3)\n[lambda: 1 for d in x if (e := d)]",
          "{lambda: 1: (a := 2)}; x[lambda: 1:(b := 2)]; f(lambda q=lambda: 1, r=2: (c := 3), (d := 4))",
          "tmp = 1; a = tmp\ndel tmp\nif x: del a\nb, c, d = y\ndel (b, c.d)\nd = 1; del d; d = 2",
          "def f():\n  global a\n  a = 1\ntype_ = 1\nb: int\nimport c as d, e\nfrom f import g as h",
          "\tif_ = 1\n".strip() + "\r\nfor_ = 2\r\nif 1:\r\n  in_ = 3\r\n");

  @Test
  void theyAreThoseThatPythonSees() throws Exception {
    assertThat(differences(Notebooks.JSON.writeValueAsString(SNIPPETS))).isEmpty();
  }

  /** A seed of each run's own finds more over time; the difference names the source. */
  @Test
  void theyAreThoseThatPythonSeesInGeneratedLines() throws Exception {
    assertThat(differences("20260713")).isEmpty();
    assertThat(differences(Integer.toString(new Random().nextInt(1_000_000)))).isEmpty();
  }

  @Test
  @Tag("slow")
  void theyAreThoseThatPythonSeesInItsStandardLibrary() throws Exception {
    assertThat(differences("null")).isEmpty();
  }

  @Test
  void linesOfIPythonAssignWhatStandsBeforeThem() {
    assertThat(
            PythonAssignments.assigned(
                "%precision 3\n!echo it's (\na = 1\nfiles = !ls (\n%env B=2\nt = %timeit -o f(x=1)\n?a\nc = a % b"))
        .containsExactly("a", "files", "t", "c");
    assertThat(PythonAssignments.assigned("%%bash\nx=1")).isEmpty();
    assertThat(PythonAssignments.assigned("\n%%time\nx = 1")).containsExactly("x");
  }

  @Test
  void newerFormattedStringsMayHoldTheirOwnQuotes() {
    assertThat(PythonAssignments.assigned("a = f\"{d[\"k; x = 1\"]:{w}}\"; b = 2"))
        .containsExactly("a", "b");
    assertThat(PythonAssignments.assigned("a = f'\\N{DASH} {b'\nc = 1")).containsExactly("a", "c");
    assertThat(PythonAssignments.assigned("f'{(a := f'{(b := '}')}')}'; c = f'N{'; d = 1'}'"))
        .containsExactly("a", "b", "c");
    assertThat(PythonAssignments.assigned("a = f'{b:{(c := 1)}'\nd = 1; e = f'{\nf = 1"))
        .contains("a", "c", "d", "e", "f");
  }

  @Test
  void stringsInEachOtherWithoutEndAreReadInTheTimeOfTheirLength() {
    for (String deep : List.of("f'{", "f'''{a:{", "f\"{f'{(", "(", "lambda: ", "{[f'''{ ")) {
      assertThat(PythonAssignments.assigned("a = 1\n" + deep.repeat(100_000))).contains("a");
    }
  }

  @Test
  void defaultsTypesAndHelpAreThoseOfTheFirstAssignment() {
    assertThat(PythonAssignments.in("if True: j = 9  # how many\nx, y = 1, 2; k: float = .5"))
        .containsExactly(
            new DeclaredParameter("j", null, "9", "how many"),
            new DeclaredParameter("x", null, null, null),
            new DeclaredParameter("y", null, null, null),
            new DeclaredParameter("k", "float", ".5", null));
  }

  private static Map<String, String> differences(String sources) throws Exception {
    String said = Notebooks.python(byPython(), sources.getBytes(StandardCharsets.UTF_8));
    Map<String, String> different = new TreeMap<>();
    List<String> lines = said.lines().toList();
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      JsonNode answer = Notebooks.JSON.readTree(line);
      String source = answer.path(0).asString();
      String ours =
          new TreeSet<>(PythonAssignments.assigned(source))
              + " "
              + new TreeSet<>(
                  PythonAssignments.in(source).stream().map(DeclaredParameter::name).toList());
      String theirs = texts(answer.path(1)) + " " + texts(answer.path(2));
      if (!ours.equals(theirs)) {
        different.put(source, "found " + ours + ", Python has " + theirs);
      }
    }
    return different;
  }

  private static String byPython() throws IOException {
    try (InputStream script = PythonAssignmentsTest.class.getResourceAsStream("/python_names.py")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Set<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asString()));
    return new TreeSet<>(texts);
  }
}
