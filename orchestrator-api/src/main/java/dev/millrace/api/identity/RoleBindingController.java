package dev.millrace.api.identity;

import dev.millrace.api.identity.RoleBindings.RoleBinding;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Roles of users and service accounts; for administrators of the instance. */
@RestController
@RequestMapping("/api/v1/role-bindings")
class RoleBindingController {
  private final RoleBindings bindings;

  RoleBindingController(RoleBindings bindings) {
    this.bindings = bindings;
  }

  /** A role to give; without a project it holds in all of them. */
  record RoleBindingRequest(UUID principal, Role role, @Nullable String project) {}

  @GetMapping
  @Requires(scope = Scope.INSTANCE, role = Role.ADMIN)
  Page<RoleBinding> list(PageRequest page) {
    return bindings.list(page);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Requires(scope = Scope.INSTANCE, role = Role.ADMIN)
  RoleBinding bind(Caller caller, @RequestBody RoleBindingRequest body) {
    return bindings.bind(caller, body.principal(), body.role(), body.project());
  }

  @DeleteMapping("/{binding}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(scope = Scope.INSTANCE, role = Role.ADMIN)
  void unbind(Caller caller, @PathVariable UUID binding) {
    bindings.unbind(caller, binding);
  }
}
