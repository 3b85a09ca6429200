package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Defaults;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.StepSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The notebooks of a project, each of which can be run as it is: as a Dag of one step that nobody
 * wrote.
 */
public final class Notebooks {

  private static final String ENDING = ".ipynb";
  private static final Pattern NO_ID_CHARACTER = Pattern.compile("[^A-Za-z0-9_-]+");
  private static final int MAX_ID = 63;

  private final HeadFiles head;
  private final DagReads reads;
  private final CatalogLocks locks;
  private final DagRepository dags;
  private final DagWriter writer;
  private final OlderServers olderServers;
  private final TransactionOperations transactions;

  Notebooks(
      HeadFiles head,
      DagReads reads,
      CatalogLocks locks,
      DagRepository dags,
      DagWriter writer,
      OlderServers olderServers,
      TransactionOperations transactions) {
    this.head = head;
    this.reads = reads;
    this.locks = locks;
    this.dags = dags;
    this.writer = writer;
    this.olderServers = olderServers;
    this.transactions = transactions;
  }

  /** Paths of all notebooks in the project's current files, sorted. */
  public List<String> list(UUID project) {
    return head.paths(project).stream().filter(path -> path.endsWith(ENDING)).toList();
  }

  /**
   * The Dag that runs one notebook as it is; made on first use. It declares no parameters: whatever
   * a run gives is the notebook's own business.
   *
   * @param path from the project's root
   * @param by who wants it, as a word for people
   * @throws NotFoundException when the project's current files have no such notebook
   * @throws ConflictException when a connected server could not read the Dag
   */
  public DagRecord implicitDag(UUID project, String path, String by) {
    if (!path.endsWith(ENDING) || !head.paths(project).contains(path)) {
      throw new NotFoundException(
          "the project's current files have no notebook '%s'".formatted(path),
          "paths are from the project's root, as GET notebooks lists them");
    }
    return reads.find(project, path).orElseGet(() -> create(project, path, by));
  }

  private DagRecord create(UUID project, String path, String by) {
    Definition definition = definition(path);
    olderServers.require(List.of(definition));
    transactions.executeWithoutResult(
        status -> {
          Instant now = locks.lockProject(project);
          if (dags.findByProjectAndName(project, path).isEmpty()) {
            writer.create(
                project, path, definition, Origin.implicit(), new Writing(by, now, false));
          }
        });
    return reads.find(project, path).orElseThrow();
  }

  private static Definition definition(String path) {
    String id = id(path);
    var steps = new LinkedHashMap<String, Step>();
    steps.put(id, new NotebookStep(id, StepSettings.NONE, NotebookTask.of(path)));
    Dag dag =
        new Dag(
            id,
            path,
            null,
            List.of(),
            null,
            null,
            null,
            new LinkedHashMap<>(),
            Defaults.NONE,
            steps);
    return Definition.of(dag, null, path);
  }

  /** What a step of this notebook is called: the file's name as far as an id allows. */
  private static String id(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1, path.length() - ENDING.length());
    String id = NO_ID_CHARACTER.matcher(name).replaceAll("-");
    String begun = id.isEmpty() || !Character.isLetter(id.charAt(0)) ? "notebook-" + id : id;
    return begun.substring(0, Math.min(MAX_ID, begun.length()));
  }
}
