package dev.millrace.cli;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Makes the table of settings from the options of the commands and the server's properties. */
final class SettingsDoc {
  private static final Pattern VARIABLE = Pattern.compile("MILLRACE_[A-Z_]+");
  private static final Pattern DEFAULT = Pattern.compile("default:? ([^;)]+)");
  private static final List<String> HELP = List.of("--help", "--version");

  /** Read by the launcher, or beside an option's own words. */
  private static final Map<String, String> BY_ENVIRONMENT_ALONE =
      new TreeMap<>(
          Map.of(
              "MILLRACE_DATABASE_PASSWORD", "Password of the database's user.",
              "MILLRACE_DATABASE_PASSWORD_FILE", "File with that password.",
              "MILLRACE_HEAP", "The most memory that Java takes for its objects (default 512m).",
              "MILLRACE_TOKEN", "Token of commands that talk to a server; never a flag."));

  private SettingsDoc() {}

  static String make() {
    var text = new StringBuilder();
    text.append(
        """
        # Settings

        Made from the code by `SettingsDocTest`; a flag wins over its environment variable.
        """);
    section(text, "`millrace server`", "server");
    section(text, "`millrace up`", "up");
    section(text, "`millrace worker`", "worker");
    section(text, "Commands that talk to a server", "runs", "--url", "--data", "--json");
    text.append("\n## By environment alone\n\n| variable | what it is |\n| --- | --- |\n");
    BY_ENVIRONMENT_ALONE.forEach((name, what) -> row(text, "`" + name + "`", what));
    text.append(
        """

        ## A server's finer settings

        For tests and unusual installations; environment variables of `up` and `server`.

        | variable | default | type |
        | --- | --- | --- |
        """);
    properties().forEach(row -> row(text, row.toArray(String[]::new)));
    return text.toString();
  }

  private static void section(
      StringBuilder text, String title, String command, String... onlyThese) {
    text.append("\n## ").append(title).append("\n\n");
    text.append("| flag | environment | default | what it is |\n| --- | --- | --- | --- |\n");
    CommandLine line =
        Objects.requireNonNull(Millrace.commandLine().getSubcommands().get(command), command);
    line.getCommandSpec().options().stream()
        .filter(option -> HELP.stream().noneMatch(option.longestName()::equals))
        .filter(o -> onlyThese.length == 0 || List.of(onlyThese).contains(o.longestName()))
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(option -> row(text, cells(option)));
  }

  private static String[] cells(OptionSpec option) {
    String words = String.join(" ", option.description());
    String variables =
        VARIABLE
            .matcher(words + " " + option.defaultValue())
            .results()
            .map(MatchResult::group)
            .distinct()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));
    String fallback =
        DEFAULT
            .matcher(words)
            .results()
            .map(found -> found.group(1))
            .reduce((first, last) -> last)
            .orElse(option.required() ? "must be given" : "");
    return new String[] {"`" + option.longestName() + "`", variables, fallback, words};
  }

  /** Every property of our own that a server binds. */
  private static List<List<String>> properties() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    List<List<String>> rows = new ArrayList<>();
    scanner.findCandidateComponents("dev.millrace").stream()
        .map(found -> load(Objects.requireNonNull(found.getBeanClassName())))
        .sorted(Comparator.comparing(SettingsDoc::prefix))
        .forEach(
            type ->
                Arrays.stream(type.getRecordComponents())
                    .forEach(component -> rows.add(property(prefix(type), component))));
    return rows;
  }

  private static List<String> property(String prefix, RecordComponent component) {
    String name = (prefix + "." + component.getName()).replace('.', '_').toUpperCase(Locale.ROOT);
    DefaultValue fallback =
        Arrays.stream(component.getDeclaringRecord().getDeclaredConstructors())
            .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
            .filter(parameter -> parameter.getName().equals(component.getName()))
            .map(parameter -> parameter.getAnnotation(DefaultValue.class))
            .filter(value -> value != null)
            .findFirst()
            .orElse(null);
    return List.of(
        "`" + name + "`",
        fallback == null ? "" : String.join(", ", fallback.value()),
        type(component.getType()));
  }

  private static String type(Class<?> type) {
    return type == Duration.class
        ? "duration, such as 500ms or 2s"
        : type == boolean.class ? "true or false" : type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String prefix(Class<?> type) {
    ConfigurationProperties properties = type.getAnnotation(ConfigurationProperties.class);
    return properties.value().isEmpty() ? properties.prefix() : properties.value();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static void row(StringBuilder text, String... cells) {
    text.append("| ")
        .append(
            Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ")))
        .append(" |\n");
  }
}
