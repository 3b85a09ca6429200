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
   * @param shareLinks whether links may show a report without a login
   */
  public record Settings(boolean notebookScripts, boolean shareLinks) {}

  /** The settings as they are now. */
  public Settings of(UUID project) {
    return jdbc.sql("SELECT notebook_scripts, share_links FROM project WHERE id = :project")
        .param("project", project)
        .query(
            (row, n) ->
                new Settings(row.getBoolean("notebook_scripts"), row.getBoolean("share_links")))
        .single();
  }

  /** Replaces the settings. */
  public void set(UUID project, Settings settings) {
    jdbc.sql(
            """
            UPDATE project SET notebook_scripts = :scripts, share_links = :links WHERE id = :project""")
        .param("scripts", settings.notebookScripts())
        .param("links", settings.shareLinks())
        .param("project", project)
        .update();
  }
}
