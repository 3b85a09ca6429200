package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link HeartbeatRequest}.
 *
 * @param token replaces the session's token from now on; null when the present one still serves
 * @param tokenExpiresInSeconds the new token's life; null with {@code token}
 * @param commands what to do now; the same command may come more than once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeartbeatAnswer(
    @Nullable String token, @Nullable Integer tokenExpiresInSeconds, List<Command> commands) {
  public HeartbeatAnswer {
    commands = WorkerProtocol.orEmpty(commands);
  }
}
