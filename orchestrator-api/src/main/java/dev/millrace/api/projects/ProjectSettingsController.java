package dev.millrace.api.projects;

import dev.millrace.api.identity.Audit;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Role;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.catalog.ProjectSettings;
import dev.millrace.scheduler.catalog.ProjectSettings.Settings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a project's administrators decide about it; everybody who sees the project sees it. */
@RestController
@RequestMapping("/api/v1/projects/{project}/settings")
class ProjectSettingsController {
  private final ProjectSettings settings;
  private final Audit audit;
  private final TransactionTemplate transaction;

  ProjectSettingsController(
      ProjectSettings settings, Audit audit, TransactionTemplate transaction) {
    this.settings = settings;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * The settings.
   *
   * @param notebookScripts whether scripts in the outputs of notebooks run, inside their frames and
   *     without a network; it holds at once, for old runs too
   * @param shareLinks whether operators may make links that show a report without a login; switched
   *     off, the links that there are show nothing
   */
  record ProjectSettingsView(boolean notebookScripts, boolean shareLinks) {}

  /**
   * What to set.
   *
   * @param notebookScripts as in the settings
   * @param shareLinks as in the settings; absent: stays as it is
   */
  record ProjectSettingsChange(boolean notebookScripts, @Nullable Boolean shareLinks) {}

  @GetMapping
  @Requires(scope = Scope.PROJECT)
  ProjectSettingsView get(ProjectRef project) {
    return view(settings.of(project.id()));
  }

  @PutMapping
  @Requires(scope = Scope.PROJECT, role = Role.ADMIN)
  ProjectSettingsView set(
      Caller caller, ProjectRef project, @RequestBody ProjectSettingsChange body) {
    Settings set =
        transaction.execute(
            status -> {
              Settings before = settings.of(project.id());
              Settings after =
                  new Settings(
                      body.notebookScripts(),
                      Objects.requireNonNullElse(body.shareLinks(), before.shareLinks()));
              settings.set(project.id(), after);
              if (before.notebookScripts() != after.notebookScripts()) {
                record(caller, project, "scripts", after.notebookScripts());
              }
              if (before.shareLinks() != after.shareLinks()) {
                record(caller, project, "shares", after.shareLinks());
              }
              return after;
            });
    return view(Objects.requireNonNull(set));
  }

  private void record(Caller caller, ProjectRef project, String what, boolean allowed) {
    audit.record(
        caller,
        "project." + what + (allowed ? ".allow" : ".forbid"),
        project.name(),
        project.id(),
        null);
  }

  private static ProjectSettingsView view(Settings settings) {
    return new ProjectSettingsView(settings.notebookScripts(), settings.shareLinks());
  }
}
