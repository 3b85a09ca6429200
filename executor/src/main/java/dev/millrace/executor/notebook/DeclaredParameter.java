package dev.millrace.executor.notebook;

import org.jspecify.annotations.Nullable;

/**
 * A name that a notebook's {@code parameters} cell assigns.
 *
 * @param name an identifier
 * @param type the annotation or {@code # type:} comment as written, or null
 * @param defaultSource the source of the assigned value, or null where it has none of its own
 *     (tuple targets)
 * @param help the comment at the line's end, or null
 */
public record DeclaredParameter(
    String name, @Nullable String type, @Nullable String defaultSource, @Nullable String help) {}
