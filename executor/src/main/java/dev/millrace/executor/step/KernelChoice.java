package dev.millrace.executor.step;

import dev.millrace.executor.environment.EnvironmentBuild;
import dev.millrace.executor.environment.Environments;
import dev.millrace.executor.environment.PythonEnvironment;
import dev.millrace.executor.kernel.AllowedEnvironment;
import dev.millrace.executor.kernel.KernelSpec;
import dev.millrace.executor.kernel.KernelSpecs;
import dev.millrace.executor.notebook.Notebook;
import dev.millrace.executor.protocol.StepEvent;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides which kernel a notebook gets. */
final class KernelChoice {
  private static final String DEFAULT = "python3";
  private final Environments environments;

  KernelChoice(Environments environments) {
    this.environments = environments;
  }

  /**
   * A kernel for the notebook.
   *
   * <p>A step with requirements runs Python notebooks in their environment. Without, the wanted
   * kernelspec is taken; for {@code python3} the worker's own interpreter comes first, and where no
   * kernel exists at all a managed environment is made. A Python notebook whose kernelspec is
   * unknown runs where {@code python3} would, with a warning.
   *
   * @throws StepFailedException {@code KERNEL_UNKNOWN} for another language, listing what is there
   */
  Choice choose(
      StepTask task,
      StepDefinition.Action.Notebook action,
      Notebook notebook,
      EnvironmentBuild build,
      StepEvents events)
      throws IOException, InterruptedException, StepFailedException {
    String wanted = wanted(action, notebook);
    Map<String, KernelSpec> known = known();
    KernelSpec spec = known.get(wanted);
    if (spec != null && !spec.language().equalsIgnoreCase("python")) {
      return new Choice(spec, task.environment());
    }
    if (spec == null && !wanted.equals(DEFAULT)) {
      if (!notebook.isPython()) {
        throw StepFailedException.user(
            "KERNEL_UNKNOWN",
            "this worker has no kernel '%s' (it has: %s); install it there, or name another with kernel:"
                .formatted(wanted, known.isEmpty() ? "none" : String.join(", ", known.keySet())));
      }
      events.warn(
          "KERNEL_FALLBACK",
          "this worker has no kernel '%s'; the notebook runs in the step's Python environment instead"
              .formatted(wanted));
    }
    if (task.environment() != null) {
      return python(task.environment());
    }
    if (spec != null && !wanted.equals(DEFAULT)) {
      return new Choice(spec, null);
    }
    return defaultPython(known, build, events);
  }

  /** Whether {@link #choose} takes a kernel for Python, as far as this machine knows kernels. */
  boolean isPython(StepDefinition.Action.Notebook action, Notebook notebook) {
    KernelSpec spec = known().get(wanted(action, notebook));
    return spec == null ? notebook.isPython() : spec.language().equalsIgnoreCase("python");
  }

  private static String wanted(StepDefinition.Action.Notebook action, Notebook notebook) {
    return Optional.ofNullable(action.kernel()).or(notebook::kernelName).orElse(DEFAULT);
  }

  private Map<String, KernelSpec> known() {
    return KernelSpecs.find(List.of(environments.base().prefix()), AllowedEnvironment.current());
  }

  private Choice defaultPython(
      Map<String, KernelSpec> known, EnvironmentBuild build, StepEvents events)
      throws IOException, InterruptedException, StepFailedException {
    KernelSpec installed = known.get(DEFAULT);
    if (!environments.base().hasIpykernel() && installed != null) {
      return new Choice(installed, null);
    }
    if (!environments.base().hasIpykernel()) {
      events.phase(StepEvent.Phase.ENVIRONMENT, "ipykernel");
    }
    return python(environments.forNotebooks(build));
  }

  private static Choice python(PythonEnvironment environment) throws StepFailedException {
    if (!environment.hasIpykernel()) {
      throw StepFailedException.platform(
          "KERNEL_START", environment.python() + " has no ipykernel; install it there");
    }
    return new Choice(KernelSpec.ofPython(environment.python()), environment);
  }

  /**
   * What to start.
   *
   * @param environment what the kernel runs in; null: whatever its kernelspec says
   */
  record Choice(KernelSpec spec, @Nullable PythonEnvironment environment) {}
}
