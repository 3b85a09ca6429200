package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.validation.Pointer;
import dev.millrace.scheduler.store.Ids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionOperations;

/** Creates and finds projects. */
public final class Projects {
  /** The code of a {@link ConflictException} about a name that is taken. */
  public static final String EXISTS = "PROJECT_EXISTS";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final int MAX_TITLE = 200;

  private final ProjectRepository projects;
  private final ProjectReads reads;
  private final Ids ids;
  private final TransactionOperations transactions;

  Projects(
      ProjectRepository projects, ProjectReads reads, Ids ids, TransactionOperations transactions) {
    this.projects = projects;
    this.reads = reads;
    this.ids = ids;
    this.transactions = transactions;
  }

  /**
   * Creates a project without files.
   *
   * @param name unique among all projects, also when case is ignored; it stands in addresses
   * @param title free text for people
   * @param by who creates it, as a word for people
   * @throws InvalidInputException when the name or the title breaks its rule
   * @throws ConflictException when there is a project of that name
   */
  public Project create(String name, @Nullable String title, String by) {
    check(name, title);
    transactions.executeWithoutResult(status -> insert(name, title, by));
    return require(name);
  }

  /**
   * Says whether {@link #create} could make a project of that name now.
   *
   * @throws InvalidInputException when the name breaks its rule
   * @throws ConflictException when there is a project of that name, or one that differs by case
   */
  public void requireFree(String name) {
    check(name, null);
    projects
        .findByNameIgnoreCase(name)
        .ifPresent(
            other -> {
              throw exists(other.name());
            });
  }

  private void insert(String name, @Nullable String title, String by) {
    requireFree(name);
    try {
      projects.saveAndFlush(new ProjectEntity(ids.next(), name, title, by));
    } catch (DataIntegrityViolationException e) {
      // Somebody else created it between the look and the insert.
      throw exists(name);
    }
  }

  private static ConflictException exists(String name) {
    return new ConflictException(
        EXISTS,
        "there is a project '%s' already".formatted(name),
        "take another name; case makes no difference");
  }

  /**
   * The project of that name, spelled as it was created.
   *
   * @throws NotFoundException when there is none
   */
  public Project require(String name) {
    return reads
        .byName(name)
        .orElseThrow(
            () -> new NotFoundException("project '%s' does not exist".formatted(name), null));
  }

  /**
   * Projects in the order of their names.
   *
   * @param visible only these; null: all
   * @param after only names behind this one; null: from the first
   * @param limit at most so many
   */
  public List<Project> list(@Nullable Collection<UUID> visible, @Nullable String after, int limit) {
    return reads.list(visible, after, limit);
  }

  private static void check(String name, @Nullable String title) {
    List<Finding> findings = new ArrayList<>();
    if (!NAME.matcher(name).matches()) {
      findings.add(
          Finding.error(
              "NAME_RULE",
              "a project's name begins with a letter or digit and has at most 63 letters, digits, '.', '_' and '-'",
              Pointer.ROOT.child("name")));
    }
    if (title != null && (title.length() > MAX_TITLE || title.indexOf('\0') >= 0)) {
      findings.add(
          Finding.error(
              "TITLE_RULE",
              "a title has at most %d characters and no NUL".formatted(MAX_TITLE),
              Pointer.ROOT.child("title")));
    }
    InvalidInputException.throwIfAny("the project", findings);
  }
}
