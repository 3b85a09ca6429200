package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST attempts/{id}/environment}: asks for the lock of an environment, and offers one.
 *
 * <p>Without {@code freeze} it only asks. With it, the freeze is recorded unless there is one for
 * the same (project, interpreter, platform, requirements): the first counts. Repeating it is
 * harmless.
 *
 * @param epoch the grant's
 * @param interpreter implementation and version, such as {@code cpython-3.12}
 * @param platform such as {@code linux-x86_64}
 * @param requirementsDigest sha256 of the requirements' content, lower-case hex
 * @param freeze the packages as built, one {@code name==version} a line; null: only ask
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnvironmentRequest(
    long epoch,
    String interpreter,
    String platform,
    String requirementsDigest,
    @Nullable String freeze) {}
