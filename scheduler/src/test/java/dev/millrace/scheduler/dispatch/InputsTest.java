package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.store.StepRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InputsTest extends DispatchTest {
  private static final String PATH = "data/x.csv";

  @Test
  void aFileThatAStepPublishedAgainReachesLaterStepsInItsLastState() {
    start(
        """
        dag: chain
        steps:
          c: { notebook: c.ipynb, dependsOn: [b] }
          b: { notebook: b.ipynb, dependsOn: [a], artifacts: [data/*] }
          a: { notebook: a.ipynb, artifacts: [data/*] }
        """);
    TestWorker worker = worker(1);
    String first = publish(worker, worker.startOne(), "a");
    Grant b = worker.startOne();
    assertThat(b.artifacts()).extracting(InputArtifact::digest).containsExactly(first);
    String second = publish(worker, b, "b");

    assertThat(worker.startOne().artifacts())
        .containsExactly(new InputArtifact(PATH, second, 3, "b", b.attempt()));
  }

  @Test
  void producersOfOnePathThatAreInNoOrderAreAllListedAndTheirCommonOriginIsNot() {
    start(
        """
        dag: diamond
        steps:
          a: { notebook: a.ipynb, artifacts: [data/*] }
          left: { notebook: l.ipynb, dependsOn: [a], artifacts: [data/*] }
          right: { notebook: r.ipynb, dependsOn: [a], artifacts: [data/*] }
          join: { notebook: j.ipynb, dependsOn: [left, right] }
        """);
    TestWorker worker = worker(1);
    Map<String, String> digests = new HashMap<>();
    for (int i = 0; i < 3; i++) {
      Grant grant = worker.startOne();
      digests.put(grant.step(), publish(worker, grant, grant.step()));
    }

    Grant join = worker.startOne();
    assertThat(join.step()).isEqualTo("join");
    assertThat(join.artifacts()).extracting(InputArtifact::step).containsExactly("left", "right");
    assertThat(join.artifacts())
        .extracting(InputArtifact::digest)
        .containsExactly(digests.get("left"), digests.get("right"));
  }

  @Test
  void theStepsOfARunAreListedInTheOrderInWhichTheyCanRun() {
    UUID run =
        start(
            """
            dag: order
            steps:
              last: { notebook: a.ipynb, dependsOn: [middle, beside] }
              middle: { notebook: a.ipynb, dependsOn: [first] }
              beside: { notebook: a.ipynb, dependsOn: [first] }
              first: { notebook: a.ipynb }
            """);
    assertThat(server.reads().steps(run, null, 100))
        .extracting(StepRecord::step)
        .containsExactly("first", "middle", "beside", "last");
  }

  /** Completes the attempt with one file, whose content is told by its step's name. */
  private String publish(TestWorker worker, Grant grant, String step) {
    String digest = "%064x".formatted(step.hashCode());
    database
        .jdbc()
        .sql("INSERT INTO blob (digest, size) VALUES (:digest, 3)")
        .param("digest", digest)
        .update();
    worker.complete(
        Ending.success(grant).published(new PublishedArtifact(PATH, digest, 3, "text/csv")));
    return digest;
  }
}
