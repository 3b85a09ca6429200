package dev.millrace.api.database;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The data source of this service, its watch, its transactions, and the migrations' own way to the
 * database.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseSetup {

  @Bean
  DatabaseWatch databaseWatch(DataSourceProperties properties) {
    return new DatabaseWatch(
        DatabaseConnections.of(properties), DatabaseConnections.of(properties));
  }

  @Bean
  @ConfigurationProperties("spring.datasource.hikari")
  DatabasePool dataSource(DatabaseWatch watch) {
    return new DatabasePool(watch);
  }

  @Bean
  PlatformTransactionManager transactionManager(
      ObjectProvider<TransactionManagerCustomizers> customizers) {
    var manager = new OutageTransactionManager();
    // As Boot does for the one that this bean replaces: timeouts and listeners.
    customizers.ifAvailable(all -> all.customize(manager));
    return manager;
  }

  @Bean
  FlywayConfigurationCustomizer migrationConnections(DataSourceProperties properties) {
    return flyway -> flyway.dataSource(DatabaseConnections.unlimited(properties));
  }
}
