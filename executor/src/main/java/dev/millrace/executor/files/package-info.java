/**
 * The files of one attempt: a private copy of the project's snapshot, what upstream steps
 * published, and what the step itself publishes in the end. It knows folders and digests, nothing
 * of servers, kernels or environments. A newcomer starts at {@link
 * dev.millrace.executor.files.ProjectFiles}, which fills a {@link
 * dev.millrace.executor.files.WorkFolder}.
 */
@NullMarked
package dev.millrace.executor.files;

import org.jspecify.annotations.NullMarked;
