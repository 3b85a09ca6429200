package dev.millrace.scheduler.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Stored Dags. */
interface DagRepository extends Repository<DagEntity, UUID> {

  DagEntity saveAndFlush(DagEntity dag);

  Optional<DagEntity> findById(UUID id);

  Optional<DagEntity> findByProjectAndName(UUID project, String name);

  List<DagEntity> findByProject(UUID project);
}
