package dev.millrace.api.identity;

import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who did what, newest first; for administrators of the instance. */
@RestController
class AuditController {
  private final Audit audit;

  AuditController(Audit audit) {
    this.audit = audit;
  }

  @GetMapping("/api/v1/audit")
  @Requires(scope = Scope.INSTANCE, role = Role.ADMIN)
  Page<Audit.Entry> list(PageRequest page) {
    return audit.newestFirst(page);
  }
}
