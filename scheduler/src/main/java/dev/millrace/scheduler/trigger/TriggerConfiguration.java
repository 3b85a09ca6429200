package dev.millrace.scheduler.trigger;

import dev.millrace.scheduler.dispatch.Runs;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Ids;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of this package; needs those of {@code dispatch}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SchedulerSettings.class)
@Import(QuartzConfiguration.class)
public class TriggerConfiguration {
  @Bean
  TriggerCore triggerCore(
      DataSource dataSource,
      PlatformTransactionManager transactionManager,
      Definitions definitions,
      Runs runs,
      Ids ids,
      SchedulerSettings settings,
      ObjectProvider<Alarm> alarm) {
    var transactions = new TransactionTemplate(transactionManager);
    return new TriggerCore(
        JdbcClient.create(dataSource),
        transactions,
        definitions,
        runs,
        ids,
        wakes -> alarm.getIfAvailable(() -> Alarm.NONE).arm(wakes),
        settings.pollThreads());
  }

  @Bean
  Ticker ticker(TriggerCore core) {
    return core.ticker();
  }

  @Bean
  TriggerSync triggerSync(TriggerCore core) {
    return core.sync();
  }

  @Bean
  Triggers triggers(TriggerCore core) {
    return core.triggers();
  }

  @Bean
  PollLoop pollLoop(Ticker ticker, SchedulerSettings settings) {
    return new PollLoop(ticker, settings.pollPause(), settings.enabled());
  }
}
