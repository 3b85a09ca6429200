/**
 * Notebooks: reading and writing nbformat files, injecting parameters as papermill does, executing
 * the cells on a kernel, and the document that says truthfully how far they came.
 *
 * <p>It knows kernels, but neither the server nor the worker's loop; what happens is told as {@link
 * dev.millrace.executor.notebook.NotebookEvent}s, and the output document is a fold of them. A
 * newcomer starts at {@link dev.millrace.executor.notebook.NotebookExecutor} and {@link
 * dev.millrace.executor.notebook.NotebookDocument}.
 */
@NullMarked
package dev.millrace.executor.notebook;

import org.jspecify.annotations.NullMarked;
