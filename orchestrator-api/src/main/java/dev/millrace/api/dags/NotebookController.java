package dev.millrace.api.dags;

import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.catalog.Dags;
import dev.millrace.scheduler.catalog.Notebooks;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The notebooks in a project's current files; each can be run as it is. */
@RestController
@RequestMapping("/api/v1/projects/{project}/notebooks")
class NotebookController {

  private final Notebooks notebooks;
  private final Dags dags;
  private final DagViews views;

  NotebookController(Notebooks notebooks, Dags dags, DagViews views) {
    this.notebooks = notebooks;
    this.dags = dags;
    this.views = views;
  }

  /** A notebook that can be run. */
  record NotebookView(String path) {}

  @GetMapping
  @Requires(scope = Scope.PROJECT)
  Page<NotebookView> list(ProjectRef project, PageRequest page) {
    String after = page.after();
    List<String> paths =
        notebooks.list(project.id()).stream()
            .filter(path -> after == null || path.compareTo(after) > 0)
            .limit(page.fetch())
            .toList();
    return Page.of(paths, page, path -> path).map(NotebookView::new);
  }

  /** The Dag that runs this notebook as it is, once it was run for the first time. */
  @GetMapping("/{*path}")
  @Requires(scope = Scope.PROJECT)
  DagView get(ProjectRef project, @PathVariable String path) {
    return views.of(project, dags.require(project.id(), path.substring(1)));
  }
}
