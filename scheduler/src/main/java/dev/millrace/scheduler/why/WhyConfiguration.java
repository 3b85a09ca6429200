package dev.millrace.scheduler.why;

import dev.millrace.scheduler.store.RunDefinitions;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bean of this package. */
@Configuration(proxyBeanMethods = false)
public class WhyConfiguration {
  @Bean
  Whys whys(DataSource dataSource, RunDefinitions definitions) {
    return new Whys(new WhySql(JdbcClient.create(dataSource)), definitions);
  }
}
