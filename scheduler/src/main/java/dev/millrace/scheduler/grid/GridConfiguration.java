package dev.millrace.scheduler.grid;

import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.RunFeed;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
public class GridConfiguration {
  @Bean
  GridReads gridReads(DataSource dataSource, Definitions definitions, RunFeed feed) {
    return new GridReads(JdbcClient.create(dataSource), definitions, feed);
  }

  @Bean
  GridFeed gridFeed(DataSource dataSource, RunFeed feed) {
    return new GridFeed(JdbcClient.create(dataSource), feed);
  }
}
