package dev.millrace.scheduler.trigger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a server takes part in starting Dags by their schedules.
 *
 * @param enabled whether it does at all
 * @param quartz whether Quartz wakes it to the moment; without it the poll alone finds what is due
 * @param pollThreads how many polls work at once when many schedules are due
 * @param pollPause between two polls: how late a tick may be that Quartz forgot
 */
@ConfigurationProperties("millrace.scheduler")
public record SchedulerSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("true") boolean quartz,
    @DefaultValue("3") int pollThreads,
    @DefaultValue("2s") Duration pollPause) {}
