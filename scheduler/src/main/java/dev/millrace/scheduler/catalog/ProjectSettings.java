package dev.millrace.scheduler.catalog;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a project's administrators decide, and no pushed file can change. */
public final class ProjectSettings {
  private final JdbcClient jdbc;

  ProjectSettings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The settings.
   *
   * @param notebookScripts whether scripts in the outputs of its notebooks run, in their frames
   */
  public record Settings(boolean notebookScripts) {}

  /** The settings as they are now. */
  public Settings of(UUID project) {
    return jdbc.sql("SELECT notebook_scripts FROM project WHERE id = :project")
        .param("project", project)
        .query((row, n) -> new Settings(row.getBoolean("notebook_scripts")))
        .single();
  }

  /** Replaces the settings. */
  public void set(UUID project, Settings settings) {
    jdbc.sql("UPDATE project SET notebook_scripts = :scripts WHERE id = :project")
        .param("scripts", settings.notebookScripts())
        .param("project", project)
        .update();
  }
}
