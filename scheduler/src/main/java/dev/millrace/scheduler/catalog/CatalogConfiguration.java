package dev.millrace.scheduler.catalog;

import dev.millrace.scheduler.expression.ExpressionChecker;
import dev.millrace.scheduler.secret.Secrets;
import dev.millrace.scheduler.store.ConnectedServers;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.trigger.TriggerSync;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The catalog's beans, for whoever runs it: needs those of {@code store} and {@code trigger}, JPA
 * and transactions.
 */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = CatalogConfiguration.class)
@EnableJpaRepositories(basePackageClasses = CatalogConfiguration.class)
public class CatalogConfiguration {

  @Bean
  BlobStore blobStore(JdbcClient jdbc, PlatformTransactionManager transactions) {
    return new PostgresBlobStore(jdbc, new TransactionTemplate(transactions));
  }

  @Bean
  Projects projects(
      ProjectRepository projects,
      JdbcClient jdbc,
      Ids ids,
      PlatformTransactionManager transactions) {
    return new Projects(
        projects, new ProjectReads(jdbc), ids, new TransactionTemplate(transactions));
  }

  @Bean
  ProjectSettings projectSettings(JdbcClient jdbc) {
    return new ProjectSettings(jdbc);
  }

  @Bean
  Snapshots snapshots(JdbcClient jdbc, BlobStore blobs, PlatformTransactionManager transactions) {
    return new Snapshots(new SnapshotRows(jdbc), blobs, new TransactionTemplate(transactions));
  }

  @Bean
  Uploads uploads(JdbcClient jdbc, BlobStore blobs) {
    return new Uploads(jdbc, blobs);
  }

  @Bean
  AbandonedBlobs abandonedBlobs(JdbcClient jdbc, PlatformTransactionManager transactions) {
    return new AbandonedBlobs(jdbc, new TransactionTemplate(transactions));
  }

  @Bean
  DefinitionCheck expressionCheck() {
    return ExpressionChecker::check;
  }

  @Bean
  DefinitionReader definitionReader(ObjectProvider<DefinitionCheck> checks) {
    return new DefinitionReader(checks.orderedStream().toList());
  }

  @Bean
  DagWriter dagWriter(
      DagRepository dags, DagVersionRepository versions, TriggerSync triggers, Ids ids) {
    return new DagWriter(dags, versions, triggers, ids);
  }

  @Bean
  OlderServers olderServers(ConnectedServers servers) {
    return new OlderServers(servers);
  }

  @Bean
  DagSet dagSet(
      DagRepository dags,
      DagVersionRepository versions,
      DagWriter writer,
      OlderServers olderServers) {
    return new DagSet(dags, versions, writer, olderServers);
  }

  @Bean
  DeploymentRows deploymentRows(JdbcClient jdbc, Ids ids) {
    return new DeploymentRows(jdbc, ids);
  }

  @Bean
  HeadFiles headFiles(DeploymentRows deployments, JdbcClient jdbc) {
    return new HeadFiles(deployments, new SnapshotRows(jdbc));
  }

  @Bean
  Surroundings surroundings(JdbcClient jdbc, Secrets secrets) {
    return new Surroundings(new PoolChecks(jdbc), secrets);
  }

  @Bean
  Deployments deployments(
      Snapshots snapshots,
      BlobStore blobs,
      DefinitionReader reader,
      DagSet dags,
      DeploymentRows rows,
      Surroundings surroundings,
      JdbcClient jdbc,
      PlatformTransactionManager transactions) {
    return new Deployments(
        snapshots,
        new ProjectFiles(blobs, reader),
        new CatalogLocks(jdbc),
        dags,
        surroundings,
        rows,
        new TransactionTemplate(transactions));
  }

  @Bean
  Dags dags(
      HeadFiles head,
      DefinitionReader reader,
      DagSet dags,
      Definitions definitions,
      Surroundings surroundings,
      JdbcClient jdbc,
      PlatformTransactionManager transactions) {
    return new Dags(
        new DagReads(jdbc, definitions),
        head,
        reader,
        new CatalogLocks(jdbc),
        dags,
        surroundings,
        new TransactionTemplate(transactions));
  }

  @Bean
  VersionFiles versionFiles(JdbcClient jdbc) {
    return new VersionFiles(jdbc);
  }

  @Bean
  Notebooks notebooks(
      HeadFiles head,
      Definitions definitions,
      DagRepository dags,
      DagWriter writer,
      OlderServers olderServers,
      JdbcClient jdbc,
      PlatformTransactionManager transactions) {
    return new Notebooks(
        head,
        new DagReads(jdbc, definitions),
        new CatalogLocks(jdbc),
        dags,
        writer,
        olderServers,
        new TransactionTemplate(transactions));
  }
}
