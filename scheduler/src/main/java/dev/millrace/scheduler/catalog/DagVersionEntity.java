package dev.millrace.scheduler.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of {@code dag_version}; never changed after it was written. */
@Entity
@Table(name = "dag_version")
class DagVersionEntity extends StoredEntity {

  @Column(nullable = false, updatable = false)
  private UUID dag;

  @Column(nullable = false, updatable = false)
  private int number;

  // As text on both ways: the author's order of steps and parameters is kept.
  @Column(nullable = false, updatable = false)
  @ColumnTransformer(read = "definition::text", write = "?::json")
  private String definition;

  @Column(nullable = false, updatable = false)
  private String digest;

  @Column(updatable = false)
  private @Nullable String source;

  @Column(name = "source_path", updatable = false)
  private @Nullable String sourcePath;

  @Column(name = "created_by", nullable = false, updatable = false)
  private String createdBy;

  @SuppressWarnings("NullAway.Init") // Hibernate sets the fields of what it loads
  protected DagVersionEntity() {}

  DagVersionEntity(UUID id, UUID dag, int number, Definition definition, String createdBy) {
    super(id);
    this.dag = dag;
    this.number = number;
    this.definition = definition.json();
    this.digest = definition.digest().hex();
    this.source = definition.source();
    this.sourcePath = definition.sourcePath();
    this.createdBy = createdBy;
  }

  UUID dag() {
    return dag;
  }

  int number() {
    return number;
  }

  String definition() {
    return definition;
  }
}
