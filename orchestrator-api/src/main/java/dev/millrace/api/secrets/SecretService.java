package dev.millrace.api.secrets;

import dev.millrace.api.identity.Audit;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.dsl.SecretName;
import dev.millrace.scheduler.secret.SecretRecord;
import dev.millrace.scheduler.secret.SecretValue;
import dev.millrace.scheduler.secret.Secrets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sets and deletes secrets; each change and its record are one transaction. */
@Service
class SecretService {
  private final Secrets secrets;
  private final Audit audit;

  SecretService(Secrets secrets, Audit audit) {
    this.secrets = secrets;
    this.audit = audit;
  }

  List<SecretRecord> list(ProjectRef project, @Nullable String after, int limit) {
    return secrets.list(project.id(), after, limit);
  }

  @Transactional
  public SecretRecord set(Caller caller, ProjectRef project, String name, String value) {
    if (!SecretName.isValid(name)) {
      throw Problem.invalid("NAME_RULE", "'%s' cannot name a secret".formatted(name))
          .hint(SecretName.RULE)
          .exception();
    }
    Optional<Integer> before = secrets.find(project.id(), name).map(SecretRecord::version);
    SecretRecord set = secrets.set(project.id(), name, valueOf(value), caller.name());
    if (before.isEmpty() || before.get() != set.version()) {
      audit.record(caller, "secret.set", name, project.id(), "version " + set.version());
    }
    return set;
  }

  @Transactional
  public void delete(Caller caller, ProjectRef project, String name) {
    if (!secrets.delete(project.id(), name, caller.name())) {
      throw Problem.notFound("secret", name).exception();
    }
    audit.record(caller, "secret.delete", name, project.id(), null);
  }

  private static SecretValue valueOf(String text) {
    try {
      return SecretValue.of(text);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("SECRET_VALUE", String.valueOf(e.getMessage())).exception();
    }
  }
}
