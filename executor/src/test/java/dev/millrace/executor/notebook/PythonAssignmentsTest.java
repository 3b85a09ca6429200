package dev.millrace.executor.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The names that are found are those that Python's own parser finds. */
class PythonAssignmentsTest {
  /** Names of assignments, and of everything that binds, in a module's own scope. */
  private static final String BY_PYTHON =
      """
      import ast, glob, json, os, sys, sysconfig
      def names(tree):
          assigned, bound = set(), set()
          def target(node, into):
              if isinstance(node, ast.Name): into.add(node.id)
              elif isinstance(node, ast.Starred): target(node.value, into)
              elif isinstance(node, (ast.Tuple, ast.List)): [target(e, into) for e in node.elts]
          def pattern(node):
              for part in ast.walk(node):
                  for field in ('name', 'rest'):
                      if isinstance(getattr(part, field, None), str): bound.add(getattr(part, field))
          def walrus(node):
              if isinstance(node, (ast.Lambda, ast.JoinedStr)): return
              if isinstance(node, ast.NamedExpr): assigned.add(node.target.id)
              for child in ast.iter_child_nodes(node):
                  if not isinstance(child, ast.stmt): walrus(child)
          def read(node):
              if isinstance(node, ast.Assign): [target(t, assigned) for t in node.targets]
              elif isinstance(node, ast.AugAssign): target(node.target, assigned)
              elif isinstance(node, ast.AnnAssign) and node.value: target(node.target, assigned)
              elif isinstance(node, (ast.For, ast.AsyncFor)): target(node.target, bound)
              elif isinstance(node, (ast.With, ast.AsyncWith)):
                  [target(i.optional_vars, bound) for i in node.items if i.optional_vars]
              elif isinstance(node, ast.Match): [pattern(c.pattern) for c in node.cases]
              walrus(node)
              if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)): return
              for child in ast.iter_child_nodes(node):
                  if isinstance(child, (ast.ExceptHandler, ast.match_case)):
                      walrus(child)
                      for c in ast.iter_child_nodes(child):
                          if isinstance(c, ast.stmt): read(c)
                  elif isinstance(child, ast.stmt): read(child)
          for statement in tree.body: read(statement)
          return sorted(assigned), sorted(assigned | bound)
      sources = json.load(sys.stdin)
      if sources is None:
          sources = []
          for path in glob.glob(sysconfig.get_paths()['stdlib'] + '/**/*.py', recursive=True):
              if 'site-packages' not in path and 'bad' not in path and os.path.getsize(path) < 60000:
                  try: sources.append(open(path, encoding='utf-8').read())
                  except UnicodeDecodeError: pass
          sources = sources[:700]
      import warnings
      warnings.simplefilter('ignore')
      for source in sources:
          try: found = names(ast.parse(source))
          except SyntaxError as e: found = [str(e)], []
          print(json.dumps([source, *found]))
      """;

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
          "\tif_ = 1\n".strip() + "\r\nfor_ = 2\r\nif 1:\r\n  in_ = 3\r\n");

  @Test
  void theyAreThoseThatPythonSees() throws Exception {
    assertThat(differences(Notebooks.JSON.writeValueAsString(SNIPPETS))).isEmpty();
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
    String said = Notebooks.python(BY_PYTHON, sources.getBytes(StandardCharsets.UTF_8));
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

  private static Set<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asString()));
    return new TreeSet<>(texts);
  }
}
