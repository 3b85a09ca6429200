/**
 * Names of files and patterns over them: which paths a project may have, and which paths a pattern
 * names.
 *
 * <p>Server, worker and client judge names and match patterns with these classes and no others, so
 * that what one of them accepts the others accept. Matching takes time in proportion to the length
 * of the path, whatever the pattern. A newcomer starts at {@code PathRules}, {@code PathGlob} (for
 * {@code artifacts} and {@code inputs}) and {@code IgnoreFile} (for {@code .gitignore}).
 */
@NullMarked
package dev.millrace.dsl.files;

import org.jspecify.annotations.NullMarked;
