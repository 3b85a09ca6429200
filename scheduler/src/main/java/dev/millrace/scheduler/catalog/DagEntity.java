package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.Dag;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code dag}. Whoever changes one holds the row's lock, because creating and starting
 * runs reads it under that lock.
 */
@Entity
@Table(name = "dag")
class DagEntity extends StoredEntity {

  @Column(nullable = false, updatable = false)
  private UUID project;

  @Column(nullable = false, updatable = false)
  private String name;

  @Column(nullable = false)
  private String origin;

  @Column(name = "origin_detail")
  private @Nullable String originDetail;

  @Column private @Nullable String title;
  @Column private @Nullable String description;

  @JdbcTypeCode(SqlTypes.ARRAY)
  @Column(nullable = false, columnDefinition = "text[]")
  private String[] tags;

  @Column(name = "current_version")
  private @Nullable Integer currentVersion;

  @Column(name = "max_active_runs")
  private @Nullable Integer maxActiveRuns;

  @Column(name = "quarantined_at")
  private @Nullable Instant quarantinedAt;

  @Column(name = "quarantine_reason")
  private @Nullable String quarantineReason;

  @Column(name = "archived_at")
  private @Nullable Instant archivedAt;

  @Column(name = "updated_at", nullable = false)
  private Instant updatedAt;

  @SuppressWarnings("NullAway.Init") // Hibernate sets the fields of what it loads
  protected DagEntity() {}

  DagEntity(UUID id, UUID project, String name, Origin origin, Instant now) {
    super(id);
    this.project = project;
    this.name = name;
    this.origin = origin.kind().stored();
    this.originDetail = origin.detail();
    this.tags = new String[0];
    this.updatedAt = now;
  }

  String name() {
    return name;
  }

  Origin origin() {
    return new Origin(Origin.Kind.ofStored(origin), originDetail);
  }

  @Nullable Integer currentVersion() {
    return currentVersion;
  }

  boolean archived() {
    return archivedAt != null;
  }

  /** Belongs to this origin from now on and is not archived any more. */
  void claim(Origin owner) {
    origin = owner.kind().stored();
    originDetail = owner.detail();
    archivedAt = null;
  }

  /** New runs use this version from now on; what quarantined an earlier one is over. */
  void use(DagVersionEntity version, Dag definition, Instant now) {
    currentVersion = version.number();
    title = definition.title();
    description = definition.description();
    tags = definition.tags().toArray(String[]::new);
    maxActiveRuns = definition.maxActiveRuns();
    quarantinedAt = null;
    quarantineReason = null;
    updatedAt = now;
  }

  /** Makes no new runs any more; what ran stays readable. */
  void archive(Instant now) {
    archivedAt = now;
    updatedAt = now;
  }
}
