/**
 * Running one step's own code, be it a notebook, a script or a shell line, in a folder and an
 * environment that are ready. It knows kernels, notebooks and environments; where the step came
 * from and who hears of its end is the worker's business. A newcomer starts at {@link
 * dev.millrace.executor.step.StepRunner}.
 */
@NullMarked
package dev.millrace.executor.step;

import org.jspecify.annotations.NullMarked;
