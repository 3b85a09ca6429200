package dev.millrace.executor.notebook;

import dev.millrace.executor.kernel.KernelPlan;
import dev.millrace.executor.masking.Mask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a notebook.
 *
 * @param notebook what to execute
 * @param preparation how the document is made from it
 * @param kernel what to execute it on
 * @param timeout for the whole, counted from the kernel's readiness; null: none
 * @param cellTimeout for each cell; null: none
 * @param allowErrors whether later cells run after an error, as if every cell were tagged {@code
 *     raises-exception}
 * @param limits how much output is kept
 * @param mask what must not be seen of what it prints
 */
public record NotebookTask(
    Notebook notebook,
    Preparation preparation,
    KernelPlan kernel,
    @Nullable Duration timeout,
    @Nullable Duration cellTimeout,
    boolean allowErrors,
    OutputLimits limits,
    Mask mask) {}
