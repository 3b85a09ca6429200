package dev.millrace.scheduler.expression;

import static dev.millrace.scheduler.expression.ExpressionFixture.context;
import static dev.millrace.scheduler.expression.ExpressionFixture.dagWithProbe;
import static dev.millrace.scheduler.expression.ExpressionFixture.render;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.StepSettings;
import dev.millrace.dsl.validation.DagValidator;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.SourceMap;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What other engines have run as code comes out as the text it is, or is refused. */
class HostileExpressionsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ 7*7 }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ config.__class__.__init__.__globals__['os'].popen('id').read() }}",
        "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
        "{{ cycler.__init__.__globals__.os.system('id') }}",
        "{{ self._TemplateReference__context }}",
        "#{T(java.lang.Runtime).getRuntime().exec('id')}",
        "${T(java.lang.Runtime).getRuntime().exec('id')}",
        "*{T(java.lang.System).getenv()}",
        "@{T(java.lang.Runtime).getRuntime()}",
        "${jndi:ldap://example.invalid/a}",
        "${${lower:j}ndi:ldap://example.invalid/a}",
        "${env:HOME}",
        "%{(#a=@java.lang.Runtime@getRuntime().exec('id'))}",
        "<#assign ex='freemarker.template.utility.Execute'?new()>${ex('id')}",
        "#set($x='')$x.class.forName('java.lang.Runtime')",
        "<%= `id` %>",
        "<% Runtime.getRuntime().exec(\"id\") %>",
        "#{7*7}",
        "${7*7}",
        "$(id)",
        "`id`",
        "$((7*7))",
        "; rm -rf / #",
        "\" && id && \"",
        "' OR 1=1 --",
        "{{constructor.constructor('return process')()}}",
        "{{=7*7}}",
        "{php}phpinfo();{/php}",
        "__import__('os').system('id')",
        "$ {{ 1 }}",
        "$ { { 1 } }",
        "\\u0024{{ 1 }}",
        "{{{ 1 }}}",
        "<script>alert(1)</script>",
        "../../etc/passwd"
      })
  void textThatIsCodeElsewhereIsText(String payload) {
    assertThat(render(payload, context()).stringValue()).isEqualTo(payload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${{ parameters.factors }}",
        "${{ 1 + 1 }}",
        "x ${{ steps.tune.outputs.model }} y",
        "${{",
        "}}",
        "${{ '}}' }}"
      })
  void aValueThatLooksLikeATemplateIsNotRenderedAgain(String value) {
    Map<String, JsonNode> parameters = new HashMap<>(context().parameters());
    parameters.put("region", ExpressionFixture.JSON.getNodeFactory().stringNode(value));
    ExpressionContext context =
        new ExpressionContext(parameters, context().run(), context().steps(), Map.of());

    assertThat(render("${{ parameters.region }}", context).stringValue()).isEqualTo(value);
    assertThat(render("<${{ parameters.region }}>", context).stringValue())
        .isEqualTo("<" + value + ">");
    assertThat(render("${{ parameters.region + '' }}", context).stringValue()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "T(java.lang.Runtime).getRuntime().exec('id')",
        "java.lang.System.exit(1)",
        "Runtime.getRuntime()",
        "''.getClass().forName('java.lang.Runtime')",
        "''.class",
        "parameters.getClass()",
        "parameters.region.getClass()",
        "parameters.class",
        "run.id.getBytes()",
        "steps.tune.getClass().getClassLoader()",
        "new java.io.File('/')",
        "import os",
        "__import__('os')",
        "''.__class__.__mro__",
        "parameters['__proto__']",
        "process.env",
        "this.constructor",
        "(function(){return 1})()",
        "() => 1",
        "eval('1')",
        "exec('id')",
        "system('id')",
        "env.HOME",
        "secrets.password",
        "@firstOf(1, 2)",
        "__result__",
        "@result",
        "google.protobuf.Any{}",
        "google.protobuf.Struct{fields: {}}",
        "`id`",
        "$(id)",
        "a; b",
        "x = 1",
        "#comment",
        "1 // 2 \n + ",
        "'unclosed",
        "\\u0000",
        "[1, 2",
        "((((((",
        "{{ 7*7 }}"
      })
  void codeIsNoExpression(String source) {
    assertThat(check("${{ " + source + " }}")).isNotEmpty().allMatch(Problem::isError);
  }

  static Stream<String> textThatIsTooMuch() {
    return Stream.of(
        "1" + "+1".repeat(3_000),
        "(".repeat(2_000) + "1" + ")".repeat(1_990),
        "[".repeat(1_500) + "]".repeat(1_500),
        "-".repeat(3_000) + "1",
        "!".repeat(3_000) + "true",
        "parameters" + ".map".repeat(900),
        "true" + " ? true : true".repeat(250),
        "[1]" + ".map(a, [a])".repeat(300),
        "'" + "a".repeat(5_000) + "'",
        "firstOf(" + "firstOf(".repeat(400) + "1" + ", 1)".repeat(401));
  }

  @ParameterizedTest
  @MethodSource
  void textThatIsTooMuch(String source) {
    assertTimeoutPreemptively(
        SOON,
        () -> {
          List<Problem> problems = check("${{ " + source + " }}");
          if (problems.isEmpty()) {
            // What is accepted must be evaluated within the same bounds.
            render("${{ " + source + " }}", context());
          } else {
            assertThat(problems).allMatch(Problem::isError);
          }
        });
  }

  static Stream<String> workThatIsTooMuch() {
    String ten = "[1,2,3,4,5,6,7,8,9,10]";
    return Stream.of(
        "['x']" + ".map(a, a + a)".repeat(40) + ".size()",
        "[[1]]" + ".map(a, a + a)".repeat(40) + ".size()",
        "[1]" + ".map(a, [a, a])".repeat(40),
        "[1]" + ".map(a, [a, a])".repeat(40) + " == [1]" + ".map(a, [a, a])".repeat(40),
        "[1]" + ".map(a, {'x': a, 'y': a})".repeat(40),
        ten
            + ".all(a, "
            + ten
            + ".all(b, "
            + ten
            + ".all(c, "
            + ten
            + ".all(d, "
            + ten
            + ".all(e, true)))))",
        "toJson([1]" + ".map(a, [a, a])".repeat(40) + ")");
  }

  static Stream<String> workOnMuchData() {
    String many = "parameters.list.map(a, parameters.list.all(b, %s))";
    return Stream.of(
        many.formatted("!('x' in parameters.map.list)"),
        many.formatted("parameters.map.list == parameters.map.other"),
        many.formatted("parameters.map.list != parameters.map.list + [1]"),
        many.formatted("!parameters.map.text.contains(parameters.map.part)"),
        many.formatted("!parameters.map.text.matches('(a|aa|a*)*b')"),
        many.formatted("!parameters.map.text.matches(parameters.map.part)"),
        many.formatted("size(parameters.map.list) > 0"),
        many.formatted("toJson(parameters.map.small) != ''"),
        "parameters.map.text.matches('((a{100}){100}){100}b')");
  }

  @Test
  void boundedFunctionsMeanWhatTheyMeanInCel() {
    for (String truth :
        List.of(
            "'abc'.contains('')",
            "'aabaaab'.contains('aaab')",
            "!'aabaab'.contains('aaab')",
            "'1970-01-01'.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$')",
            "'xay'.matches('a')",
            "!'xby'.matches('^a')",
            "matches('abc', 'b')",
            "dyn(1) == 1.0",
            "1 != 2",
            "[dyn(1), {'a': dyn(2)}] == [dyn(1.0), {'a': dyn(2u)}]",
            "'1' != string(2)",
            "dyn(2.0) in [1, 2]",
            "!(dyn('2') in [1, 2])",
            "'a' in {'a': 1}",
            "null == null",
            "timestamp('2026-01-01T00:00:00Z') == timestamp('2026-01-01T01:00:00+01:00')")) {
      assertThat(render("${{ " + truth + " }}", context()).booleanValue()).as(truth).isTrue();
    }
  }

  /** Each is ended by the limit of time, or is soon done. */
  @Tag("slow")
  @ParameterizedTest
  @MethodSource
  void workOnMuchData(String source) {
    var list = ExpressionFixture.JSON.createArrayNode();
    var small = ExpressionFixture.JSON.createArrayNode();
    for (int i = 0; i < 100_000; i++) {
      list.add(i);
    }
    for (int i = 0; i < 15_000; i++) {
      small.add(i);
    }
    var map = ExpressionFixture.JSON.createObjectNode();
    map.set("list", list);
    map.set("other", list.deepCopy());
    map.set("small", small);
    map.put("text", "a".repeat(256_000));
    map.put("part", "a".repeat(3_900) + "b");
    Map<String, JsonNode> parameters = new HashMap<>(context().parameters());
    parameters.put("map", map);
    parameters.put(
        "list", ExpressionFixture.json(IntStream.range(0, 90).boxed().toList().toString()));
    ExpressionContext context =
        new ExpressionContext(parameters, context().run(), context().steps(), Map.of());
    assertTimeoutPreemptively(
        SOON,
        () -> {
          try {
            render("${{ " + source + " }}", context);
          } catch (ExpressionException e) {
            assertThat(e.getMessage()).containsAnyOf("takes longer than", "matches() has too much");
          }
        });
  }

  @ParameterizedTest
  @MethodSource
  void workThatIsTooMuch(String source) {
    assertTimeoutPreemptively(
        SOON,
        () ->
            assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> render("${{ " + source + " }}", context())));
  }

  private static List<Problem> check(String value) {
    Dag dag =
        dagWithProbe(
            NotebookTask.of(
                "p.ipynb", Map.of("p", ExpressionFixture.JSON.getNodeFactory().stringNode(value))),
            StepSettings.builder());
    Findings findings = new Findings(SourceMap.NONE);
    DagValidator.structural().validate(dag, findings);
    ExpressionChecker.check(dag, findings);
    return findings.problems();
  }
}
