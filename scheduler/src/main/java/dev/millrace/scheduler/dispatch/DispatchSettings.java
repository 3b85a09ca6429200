package dev.millrace.scheduler.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a server takes part in dispatching.
 *
 * @param relay whether rings are carried to other servers by NOTIFY; without it they poll
 * @param sweep whether this server sweeps
 * @param sweepPause between two sweeps
 */
@ConfigurationProperties("millrace.dispatch")
public record DispatchSettings(
    @DefaultValue("true") boolean relay,
    @DefaultValue("true") boolean sweep,
    @DefaultValue("1s") Duration sweepPause) {}
