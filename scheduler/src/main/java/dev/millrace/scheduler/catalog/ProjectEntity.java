package dev.millrace.scheduler.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code project}. The database writes the time of its creation. */
@Entity
@Table(name = "project")
class ProjectEntity extends StoredEntity {

  @Column(nullable = false, updatable = false)
  private String name;

  @Column private @Nullable String title;

  @Column(name = "created_by", nullable = false, updatable = false)
  private String createdBy;

  @SuppressWarnings("NullAway.Init") // Hibernate sets the fields of what it loads
  protected ProjectEntity() {}

  ProjectEntity(UUID id, String name, @Nullable String title, String createdBy) {
    super(id);
    this.name = name;
    this.title = title;
    this.createdBy = createdBy;
  }

  String name() {
    return name;
  }
}
