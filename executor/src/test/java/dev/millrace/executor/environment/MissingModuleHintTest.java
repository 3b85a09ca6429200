package dev.millrace.executor.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingModuleHintTest {
  private static final String MISSING = "ModuleNotFoundError: No module named '%s'";

  @ParameterizedTest
  @CsvSource({
    "pandas, pandas",
    "sklearn.linear_model, scikit-learn",
    "PIL, Pillow",
    "yaml, PyYAML",
    "cv2, opencv-python"
  })
  void thePackageOfTheModuleIsNamed(String module, String name) {
    assertThat(MissingModuleHint.of(MISSING.formatted(module), null, false))
        .hasValueSatisfying(
            hint ->
                assertThat(hint)
                    .contains(
                        "'%s' comes with the package %s:"
                            .formatted(module.replaceAll("\\..*", ""), name)));
  }

  @Test
  void thePlaceToDeclareItIsTheOneThatTheStepUses() {
    String failure = "Traceback\n" + MISSING.formatted("pandas") + "\n";
    assertThat(MissingModuleHint.of(failure, "jobs/requirements.txt", false).orElseThrow())
        .contains("add it to jobs/requirements.txt");
    assertThat(MissingModuleHint.of(failure, null, true).orElseThrow())
        .contains("says 'environment: none'");
    assertThat(MissingModuleHint.of(failure, null, false).orElseThrow())
        .contains("declare it in a requirements.txt beside the notebook");
    assertThat(MissingModuleHint.of("ImportError: cannot import name 'x'", null, false)).isEmpty();
  }
}
