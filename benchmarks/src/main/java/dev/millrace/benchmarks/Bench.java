package dev.millrace.benchmarks;

import dev.millrace.benchmarks.IdleWorker.Hop;
import dev.millrace.client.ApiConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures this machine's Millrace and prints the figures as they come. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures a whole installation on this machine; takes some minutes.")
public final class Bench implements Callable<Integer> {
  /** The chain's run, copied so often, is a million finished steps. */
  private static final int COPIES = 1_000_000 / BenchProject.CHAIN_STEPS;

  // By then the server's compiler has little left to do, which takes half a core while it works.
  private static final int WARM_UPS = 3;
  private static final int CHAINS = 5;
  // A client's: many, so that it is the server's pace that is measured and not the way to it.
  private static final int SLOTS = 64;

  @Option(names = "--launcher", required = true, description = "The ./millrace to measure.")
  Path launcher = Path.of("");

  @Option(names = "--json", description = "Write the figures there, as one flat object.")
  @Nullable Path json;

  @Option(
      names = "--only",
      split = ",",
      description = "Measure only these: ${COMPLETION-CANDIDATES} (default: all).")
  Set<Part> only = EnumSet.allOf(Part.class);

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var figures = new Figures();
    Path folder = Files.createTempDirectory("millrace-bench");
    try {
      try (Installation first = Installation.start(launcher, folder.resolve("data"))) {
        figures.add("upSeconds", seconds(first.startTime()));
        try (Connection database = first.database()) {
          Commits.record(database); // from the next start on
        }
      }
      try (Installation millrace = Installation.start(launcher, folder.resolve("data"))) {
        figures.add("upAgainSeconds", seconds(millrace.startTime()));
        TimeUnit.SECONDS.sleep(10); // what a start leaves behind settles
        figures.add("residentMegabytes", millrace.residentMegabytes());
        try (ApiConnection api = millrace.api()) {
          try (Connection database = millrace.database()) {
            measure(
                BenchProject.push(api, millrace.url(), folder.resolve("project")),
                database,
                figures);
            if (only.contains(Part.TICKS)) {
              figures.add(
                  "ticksAtOnceSeconds",
                  seconds(Burst.measure(api, database, folder.resolve("burst"))));
            }
          }
        }
        figures.add("residentAfterLoadMegabytes", millrace.residentMegabytes());
      }
      if (json != null) {
        Files.writeString(json, figures.json() + "\n");
      }
      return 0;
    } finally {
      delete(folder);
    }
  }

  private void measure(BenchProject project, Connection database, Figures figures)
      throws IOException, InterruptedException, SQLException {
    if (only.contains(Part.FAN)) {
      for (int i = 0; i < WARM_UPS; i++) {
        stepsPerSecond(project, BenchProject.FAN, 4, BenchProject.FAN_STEPS);
      }
      figures.add(
          "fanOutStepsPerSecond",
          stepsPerSecond(project, BenchProject.FAN, 4, BenchProject.FAN_STEPS));
      figures.add(
          "fanOutOneWorkerStepsPerSecond",
          stepsPerSecond(project, BenchProject.FAN, 1, BenchProject.FAN_STEPS));
    }
    if (only.contains(Part.BIG)) {
      figures.add(
          "bigDagStepsPerSecond",
          stepsPerSecond(project, BenchProject.BIG, 4, BenchProject.BIG_STEPS));
    }
    // Late: by now the server runs as it does after its first hour, compiled and with warm caches.
    if (only.contains(Part.HOPS)) {
      hops(project, WARM_UPS);
      List<Hop> hops = hops(project, CHAINS);
      List<Duration> fromCommit = new Commits(database).toHands(hops);
      figures.add("hopP50Millis", quantile(fromCommit, 0.5));
      figures.add("hopP99Millis", quantile(fromCommit, 0.99));
      figures.add("reportToNextP50Millis", quantile(fromReport(hops), 0.5));
    }
    if (only.contains(Part.HISTORY)) {
      hops(project, WARM_UPS);
      double before = quantile(fromReport(hops(project, CHAINS)), 0.5);
      var history = new History(database);
      history.copy(UUID.fromString(oneChain(project)), COPIES);
      figures.add("historySteps", (double) history.finishedSteps());
      hops(project, WARM_UPS);
      figures.add(
          "claimCostRatioAtOneMillion", quantile(fromReport(hops(project, CHAINS)), 0.5) / before);
    }
  }

  private static List<Duration> fromReport(List<Hop> hops) {
    return hops.stream().map(hop -> Duration.between(hop.sent(), hop.inHands())).toList();
  }

  /** Chains one after the other through one worker with one slot. */
  private static List<Hop> hops(BenchProject project, int chains)
      throws IOException, InterruptedException {
    try (IdleWorker worker = project.worker(1)) {
      for (int i = 0; i < chains; i++) {
        project.await(project.start(BenchProject.CHAIN));
      }
      worker.requireHealthy();
      return worker.hops();
    }
  }

  private static String oneChain(BenchProject project) throws IOException, InterruptedException {
    try (IdleWorker worker = project.worker(1)) {
      String run = project.start(BenchProject.CHAIN);
      project.await(run);
      worker.requireHealthy();
      return run;
    }
  }

  private static double stepsPerSecond(BenchProject project, String dag, int workers, int steps)
      throws IOException, InterruptedException {
    List<IdleWorker> open = new ArrayList<>();
    try {
      for (int i = 0; i < workers; i++) {
        open.add(project.worker(SLOTS));
      }
      Duration took = project.await(project.start(dag));
      open.forEach(IdleWorker::requireHealthy);
      return steps / seconds(took);
    } finally {
      open.forEach(IdleWorker::close);
    }
  }

  /** In milliseconds. */
  private static double quantile(List<Duration> durations, double part) {
    List<Duration> sorted = durations.stream().sorted().toList();
    int place = (int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * part));
    return sorted.get(place).toNanos() / 1e6;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** What can be measured by itself; starting and memory always are. */
  enum Part {
    HOPS,
    FAN,
    BIG,
    HISTORY,
    TICKS
  }
}
