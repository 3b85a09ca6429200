package dev.millrace.scheduler;

import dev.millrace.scheduler.catalog.CatalogConfiguration;
import dev.millrace.scheduler.dispatch.DispatchConfiguration;
import dev.millrace.scheduler.grid.GridConfiguration;
import dev.millrace.scheduler.trigger.TriggerConfiguration;
import dev.millrace.scheduler.why.WhyConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * All beans of the scheduler. Needs a migrated {@code DataSource}, JPA and a transaction manager.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  DispatchConfiguration.class,
  TriggerConfiguration.class,
  CatalogConfiguration.class,
  GridConfiguration.class,
  WhyConfiguration.class
})
public class SchedulerConfiguration {}
