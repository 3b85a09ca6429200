package dev.millrace.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/states.md} is what the transition tables say. After a change of a table, write it
 * anew with {@code mvn -pl scheduler -am test -Dtest=StatesPageTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dstates.write=true}.
 */
class StatesPageTest {
  private static final Path PAGE =
      Path.of(
          Objects.requireNonNull(System.getProperty("basedir"), "surefire sets basedir"),
          "../docs/states.md");

  @Test
  void thePageIsWhatTheTablesSay() throws IOException {
    String page = page();
    if (Boolean.getBoolean("states.write")) {
      Files.createDirectories(Objects.requireNonNull(PAGE.getParent()));
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("docs/states.md is out of date; -Dstates.write=true writes it anew")
        .hasContent(page);
  }

  private static String page() {
    return """
        # States

        Generated from the transition tables in `dev.millrace.scheduler.engine.Machines` by `StatesPageTest`; do not edit.
        To write it anew after a change of a table:

        ```
        ./mvnw -pl scheduler -am test -Dtest=StatesPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dstates.write=true
        ```

        """
        + section("Run", Machines.RUN)
        + section("Step", Machines.STEP)
        + section("Attempt", Machines.ATTEMPT);
  }

  private static <S extends Enum<S>> String section(String title, TransitionTable<S> table) {
    String reopening =
        table.edges().stream()
            .filter(TransitionTable.Edge::reopens)
            .map(
                edge ->
                    "| %s | %s | %s |\n"
                        .formatted(WireName.of(edge.from()), WireName.of(edge.to()), edge.why()))
            .collect(Collectors.joining());
    return "## %s\n\n```mermaid\n%s```\n\n%s"
        .formatted(
            title,
            table.toMermaid(),
            reopening.isEmpty()
                ? "Nothing leads out of an end.\n"
                : "Only these lead out of an end:\n\n| from | to | by |\n| --- | --- | --- |\n%s\n"
                    .formatted(reopening));
  }
}
