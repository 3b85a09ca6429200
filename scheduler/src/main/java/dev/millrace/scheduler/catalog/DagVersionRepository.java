package dev.millrace.scheduler.catalog;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Stored versions of Dags. */
interface DagVersionRepository extends Repository<DagVersionEntity, UUID> {

  DagVersionEntity saveAndFlush(DagVersionEntity version);

  Optional<DagVersionEntity> findById(UUID id);

  Optional<DagVersionEntity> findByDagAndNumber(UUID dag, int number);

  Optional<DagVersionEntity> findByDagAndDigest(UUID dag, String digest);

  Optional<DagVersionEntity> findFirstByDagOrderByNumberDesc(UUID dag);
}
