package dev.millrace.api.secrets;

import dev.millrace.api.idempotency.NotRecorded;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Role;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.TextLimit;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.secret.SecretRecord;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A project's secrets: who edits may see which there are, administrators set and delete them. */
@RestController
@RequestMapping("/api/v1/projects/{project}/secrets")
class SecretController {
  private final SecretService service;

  SecretController(SecretService service) {
    this.service = service;
  }

  /** A value to set; it is in no answer, no log line and no record. */
  record SecretRequest(@TextLimit(kib = 64) String value) {
    @Override
    public String toString() {
      return "SecretRequest[***]";
    }
  }

  /** A secret as clients read it. */
  record SecretView(String name, int version, Instant setAt, String setBy) {
    static SecretView of(SecretRecord secret) {
      return new SecretView(secret.name(), secret.version(), secret.setAt(), secret.setBy());
    }
  }

  @GetMapping
  @Requires(scope = Scope.PROJECT, role = Role.EDITOR)
  Page<SecretView> list(ProjectRef project, PageRequest page) {
    return Page.of(service.list(project, page.after(), page.fetch()), page, SecretRecord::name)
        .map(SecretView::of);
  }

  /** The value it has already makes no new version, so that a request may be repeated. */
  @PutMapping("/{secret}")
  @Requires(scope = Scope.PROJECT, role = Role.ADMIN)
  @NotRecorded
  SecretView set(
      Caller caller,
      ProjectRef project,
      @PathVariable String secret,
      @RequestBody SecretRequest body) {
    return SecretView.of(service.set(caller, project, secret, body.value()));
  }

  @DeleteMapping("/{secret}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(scope = Scope.PROJECT, role = Role.ADMIN)
  void delete(Caller caller, ProjectRef project, @PathVariable String secret) {
    service.delete(caller, project, secret);
  }
}
