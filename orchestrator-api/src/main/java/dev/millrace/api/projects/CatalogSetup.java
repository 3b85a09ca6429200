package dev.millrace.api.projects;

import dev.millrace.scheduler.catalog.CatalogConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Takes the scheduler's catalog into the service. */
@Configuration(proxyBeanMethods = false)
@Import(CatalogConfiguration.class)
class CatalogSetup {}
