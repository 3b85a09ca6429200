package dev.millrace.scheduler.trigger;

import java.time.Clock;
import java.util.Properties;
import javax.sql.DataSource;
import org.quartz.Job;
import org.quartz.Scheduler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

/**
 * Quartz's clustered store in our database, on servers that take part in scheduling. Its tables
 * come with our migrations, and it stores ids and instants only, never a Java object.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(
    prefix = "millrace.scheduler",
    name = {"enabled", "quartz"},
    havingValue = "true",
    matchIfMissing = true)
class QuartzConfiguration {
  /** One for all servers of a database: they are one cluster. */
  private static final String CLUSTER = "millrace";

  @Bean
  SchedulerFactoryBean quartzScheduler(DataSource dataSource, ObjectProvider<Ticker> ticker) {
    var quartz = new SchedulerFactoryBean();
    quartz.setSchedulerName(CLUSTER);
    quartz.setQuartzProperties(properties(QuartzConnections.register(dataSource)));
    quartz.setJobFactory((bundle, scheduler) -> job(ticker));
    quartz.setSchedulerListeners(new QuartzErrors());
    // A job takes milliseconds, and what it leaves undone the next poll does.
    quartz.setWaitForJobsToCompleteOnShutdown(true);
    return quartz;
  }

  private static Job job(ObjectProvider<Ticker> ticker) {
    return new TickQuartzJob(ticker.getObject());
  }

  @Bean
  QuartzAlarm quartzAlarm(Scheduler quartz, ObjectProvider<Clock> clock) {
    return new QuartzAlarm(quartz, clock.getIfAvailable(Clock::systemUTC));
  }

  private static Properties properties(String connections) {
    var properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "20");
    properties.setProperty("org.quartz.threadPool.threadCount", "2");
    properties.setProperty("org.quartz.jobStore.class", QuartzJobStore.class.getName());
    properties.setProperty("org.quartz.jobStore.dataSource", connections);
    properties.setProperty("org.quartz.jobStore.isClustered", "true");
    properties.setProperty("org.quartz.jobStore.useProperties", "true");
    properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
    properties.setProperty("org.quartz.jobStore.tablePrefix", "qrtz_");
    properties.setProperty(
        "org.quartz.jobStore.driverDelegateClass",
        "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    return properties;
  }
}
