package dev.millrace.examples.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.codec.DagJson;
import dev.millrace.dsl.codec.DagYaml;
import dev.millrace.dsl.codec.ParsedDag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RecommenderTest {
  @Test
  void javaAndYamlDefineTheSameDagAndSoTheSameVersion() throws IOException {
    Path yaml = Path.of("../recommender/dags/recommender.yaml");
    ParsedDag parsed = DagYaml.read(Files.readString(yaml), "dags/recommender.yaml");

    assertThat(parsed.problems()).isEmpty();
    assertThat(Recommender.dag()).isEqualTo(parsed.orThrow());
    assertThat(DagJson.digest(Recommender.dag())).isEqualTo(DagJson.digest(parsed.orThrow()));
  }
}
