package dev.millrace.scheduler.store;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of this package. Needs a migrated {@code DataSource}. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {
  @Bean
  Ids ids() {
    return new Ids();
  }

  @Bean
  DatabaseGeneration databaseGeneration(DataSource dataSource) {
    var generation = new DatabaseGeneration(JdbcClient.create(dataSource));
    generation.check();
    return generation;
  }

  @Bean
  Definitions definitions(DataSource dataSource) {
    return new Definitions(JdbcClient.create(dataSource));
  }

  @Bean
  RunDefinitions runDefinitions(DataSource dataSource, Definitions definitions) {
    return new RunDefinitions(JdbcClient.create(dataSource), definitions);
  }

  @Bean
  RunReads runReads(DataSource dataSource) {
    return new RunReads(JdbcClient.create(dataSource));
  }

  @Bean
  NearRuns nearRuns(DataSource dataSource) {
    return new NearRuns(JdbcClient.create(dataSource));
  }

  @Bean
  StepDurations stepDurations(DataSource dataSource) {
    return new StepDurations(JdbcClient.create(dataSource));
  }

  @Bean
  LatestSuccesses latestSuccesses(DataSource dataSource) {
    return new LatestSuccesses(JdbcClient.create(dataSource));
  }

  @Bean
  RerunReads rerunReads(DataSource dataSource) {
    return new RerunReads(JdbcClient.create(dataSource));
  }

  @Bean
  AttemptReads attemptReads(DataSource dataSource) {
    return new AttemptReads(JdbcClient.create(dataSource));
  }

  @Bean
  ConnectedServers connectedServers(DataSource dataSource) {
    return new ConnectedServers(JdbcClient.create(dataSource));
  }

  @Bean
  RunFeed runFeed(DataSource dataSource) {
    return new RunFeed(JdbcClient.create(dataSource));
  }
}
