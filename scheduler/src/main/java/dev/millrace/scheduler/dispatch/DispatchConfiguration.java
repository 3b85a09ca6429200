package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.secret.AttemptSecrets;
import dev.millrace.scheduler.secret.SecretConfiguration;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.StoreConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of this package and of the store that it works on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DispatchSettings.class)
@Import({StoreConfiguration.class, SecretConfiguration.class})
public class DispatchConfiguration {
  @Bean
  Bell bell() {
    return new Bell();
  }

  /** Told before the web server waits for its open requests, most of which wait for the bell. */
  @Bean
  ApplicationListener<ContextClosedEvent> endOfWaiting(Bell bell) {
    return event -> bell.end();
  }

  @Bean
  DispatchCore dispatchCore(
      DataSource dataSource,
      PlatformTransactionManager transactionManager,
      Definitions definitions,
      AttemptSecrets secrets,
      Ids ids,
      Bell bell,
      ObjectProvider<MeterRegistry> meters) {
    // Claims and counts need what others committed while a lock was waited for; a snapshot per
    // transaction hides it. The pool's connections are READ COMMITTED from their first use on:
    // asked
    // for here, each transaction would begin with a question about it.
    var transactions = new TransactionTemplate(transactionManager);
    var instruments =
        new Instruments(meters.getIfAvailable(SimpleMeterRegistry::new), System::nanoTime);
    return new DispatchCore(
        JdbcClient.create(dataSource), transactions, definitions, secrets, ids, bell, instruments);
  }

  @Bean
  Runs runs(DispatchCore core) {
    return core.runs();
  }

  @Bean
  Reruns reruns(DispatchCore core) {
    return core.reruns();
  }

  @Bean
  Sessions sessions(DispatchCore core) {
    return core.sessions();
  }

  @Bean
  Queue queue(DispatchCore core) {
    return core.queue();
  }

  @Bean
  AttemptEvents attemptEvents(DispatchCore core) {
    return core.attemptEvents();
  }

  @Bean
  AttemptDocuments attemptDocuments(DataSource dataSource, Bell bell) {
    return new AttemptDocuments(JdbcClient.create(dataSource), bell);
  }

  @Bean
  AttemptAccess attemptAccess(DataSource dataSource) {
    return new AttemptAccess(JdbcClient.create(dataSource));
  }

  @Bean
  EnvironmentLocks environmentLocks(DataSource dataSource) {
    return new EnvironmentLocks(JdbcClient.create(dataSource));
  }

  @Bean
  UnpublishedFiles unpublishedFiles(DataSource dataSource, Definitions definitions) {
    return new UnpublishedFiles(JdbcClient.create(dataSource), definitions);
  }

  @Bean
  Fleet fleet(DataSource dataSource, Bell bell) {
    return new Fleet(JdbcClient.create(dataSource), bell);
  }

  @Bean
  SweeperLoop sweeperLoop(DispatchCore core, DispatchSettings settings) {
    return new SweeperLoop(core.sweepers(), settings.sweepPause(), settings.sweep());
  }

  @Bean
  SmartLifecycle bellRelay(DataSource dataSource, Bell bell, DispatchSettings settings) {
    return new BellRelay(dataSource, bell, settings.relay());
  }
}
