package dev.millrace.api.projects;

import dev.millrace.api.housekeeping.Chore;
import dev.millrace.scheduler.catalog.Uploads;
import org.springframework.stereotype.Component;

/** Forgets contents that were sent for pushes which never ended. */
@Component
class ForgottenUploads implements Chore {
  private final Uploads uploads;

  ForgottenUploads(Uploads uploads) {
    this.uploads = uploads;
  }

  @Override
  public String name() {
    return "forgetting uploads of pushes that never ended";
  }

  @Override
  public int sweep() {
    return uploads.forget();
  }
}
