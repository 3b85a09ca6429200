package dev.millrace.executor.step;

import dev.millrace.executor.environment.PythonEnvironment;
import dev.millrace.executor.masking.Mask;
import dev.millrace.executor.protocol.Grant;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step that is ready to run.
 *
 * @param grant what the server said
 * @param definition what is to be done
 * @param root the attempt's copy of the project
 * @param scratch a folder beside it for the platform's own files and the step's temporary ones
 * @param environment from the step's requirements; null: it has none, and what fits is found when
 *     it runs
 * @param mounts variables that name the mounts
 * @param mask what must not be seen of what it prints
 */
public record StepTask(
    Grant grant,
    StepDefinition definition,
    Path root,
    Path scratch,
    @Nullable PythonEnvironment environment,
    Map<String, String> mounts,
    Mask mask) {}
