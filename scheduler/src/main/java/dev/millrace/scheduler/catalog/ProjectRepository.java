package dev.millrace.scheduler.catalog;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Stored projects. */
interface ProjectRepository extends Repository<ProjectEntity, UUID> {

  ProjectEntity saveAndFlush(ProjectEntity project);

  Optional<ProjectEntity> findByNameIgnoreCase(String name);
}
