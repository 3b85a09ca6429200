package dev.millrace.api;

import dev.millrace.scheduler.SchedulerConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Takes the scheduler into the service. */
@Configuration(proxyBeanMethods = false)
@Import(SchedulerConfiguration.class)
class SchedulerSetup {}
