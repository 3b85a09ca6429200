package dev.millrace.scheduler.catalog;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/**
 * An entity whose id the application makes, so that only this flag tells a new one from a stored
 * one.
 */
@MappedSuperclass
abstract class StoredEntity implements Persistable<UUID> {

  @Id private UUID id;

  @Transient private boolean stored;

  @SuppressWarnings("NullAway.Init") // Hibernate sets the fields of what it loads
  protected StoredEntity() {}

  StoredEntity(UUID id) {
    this.id = id;
  }

  @Override
  public UUID getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }
}
