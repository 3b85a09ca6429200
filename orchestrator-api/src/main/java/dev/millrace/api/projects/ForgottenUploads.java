package dev.millrace.api.projects;

import dev.millrace.api.housekeeping.Chore;
import dev.millrace.scheduler.catalog.AbandonedBlobs;
import dev.millrace.scheduler.catalog.Uploads;
import org.springframework.stereotype.Component;

/**
 * Forgets contents that were sent for pushes which never ended, and deletes what nothing refers to.
 */
@Component
class ForgottenUploads implements Chore {
  private final Uploads uploads;
  private final AbandonedBlobs blobs;

  ForgottenUploads(Uploads uploads, AbandonedBlobs blobs) {
    this.uploads = uploads;
    this.blobs = blobs;
  }

  @Override
  public String name() {
    return "forgetting uploads of pushes that never ended";
  }

  @Override
  public int sweep() {
    return uploads.forget() + blobs.sweep();
  }
}
