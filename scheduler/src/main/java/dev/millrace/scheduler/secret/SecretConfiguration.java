package dev.millrace.scheduler.secret;

import dev.millrace.scheduler.store.Ids;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretSettings.class)
public class SecretConfiguration {
  @Bean
  SecretKeys secretKeys(SecretSettings settings) {
    Path file = settings.keyFile();
    return file == null ? SecretKeys.NONE : SecretKeys.read(file);
  }

  @Bean
  Secrets secrets(
      DataSource dataSource, PlatformTransactionManager transactions, SecretKeys keys, Ids ids) {
    return new Secrets(
        JdbcClient.create(dataSource), new TransactionTemplate(transactions), keys, ids);
  }

  @Bean
  AttemptSecrets attemptSecrets(DataSource dataSource, SecretKeys keys) {
    return new AttemptSecrets(JdbcClient.create(dataSource), keys);
  }
}
