package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.codec.DagYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Small Dags with limits of every kind, from a seed. */
final class RandomDags {
  static final List<String> POOLS = List.of("default", "gpu");

  private final RandomGenerator random;

  RandomDags(RandomGenerator random) {
    this.random = random;
  }

  Dag next() {
    var yaml = new StringBuilder("dag: random\n");
    if (random.nextBoolean()) {
      yaml.append("maxActiveRuns: ").append(1 + random.nextInt(3)).append('\n');
    }
    if (random.nextBoolean()) {
      yaml.append("maxActiveSteps: ").append(1 + random.nextInt(3)).append('\n');
    }
    if (random.nextInt(4) == 0) {
      yaml.append("timeout: 2m\n");
    }
    yaml.append("steps:\n");
    int steps = 2 + random.nextInt(8);
    for (int step = 0; step < steps; step++) {
      yaml.append(step(step));
    }
    return DagYaml.read(yaml.toString(), "dags/random.yaml").orThrow();
  }

  private String step(int step) {
    List<String> upstream = new ArrayList<>();
    for (int other = 0; other < step; other++) {
      if (random.nextInt(3) == 0) {
        upstream.add("s" + other);
      }
    }
    String rule = random.nextInt(4) == 0 ? "all_done" : "all_success";
    return "  s%d: { notebook: n.ipynb, pool: %s, slots: %d, priority: %d, timeout: %s, retries: { user: %d, delay: 5s }, dependsOn: %s%s }%n"
        .formatted(
            step,
            POOLS.get(random.nextInt(POOLS.size())),
            1 + random.nextInt(3),
            random.nextInt(3),
            random.nextBoolean() ? "30s" : "1h",
            random.nextInt(2),
            upstream,
            upstream.isEmpty() ? "" : ", triggerRule: " + rule);
  }
}
