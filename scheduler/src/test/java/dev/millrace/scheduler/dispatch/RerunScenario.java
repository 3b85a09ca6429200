package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scheduler.dispatch.RerunRefusedException.Reason;
import dev.millrace.scheduler.engine.AttemptState;
import java.util.Set;
import java.util.UUID;

/** A chain whose middle step failed, and reruns that are refused. */
abstract class RerunScenario extends DispatchTest {
  static final String CHAIN =
      """
      dag: chain
      steps:
        a: { notebook: a.ipynb }
        b: { notebook: b.ipynb, dependsOn: [a] }
        c: { notebook: c.ipynb, dependsOn: [b] }
      """;

  UUID failedAtB() {
    return failAtB(start(CHAIN));
  }

  /** A run of that Dag, which is such a chain too. */
  UUID failedAtB(UUID dag) {
    return failAtB(server.runs().start(TestDags.run(dag)));
  }

  private UUID failAtB(UUID run) {
    TestWorker worker = worker(1);
    worker.succeed(worker.startOne());
    worker.complete(worker.startOne(), AttemptState.FAILED, "first");
    return run;
  }

  void assertRefused(NewRerun wanted, Reason reason, String words) {
    for (boolean preview : Set.of(true, false)) {
      assertThatThrownBy(
              () -> {
                if (preview) {
                  server.reruns().preview(wanted);
                } else {
                  server.reruns().rerun(wanted);
                }
              })
          .hasMessageContaining(words)
          .isInstanceOfSatisfying(
              RerunRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
  }
}
