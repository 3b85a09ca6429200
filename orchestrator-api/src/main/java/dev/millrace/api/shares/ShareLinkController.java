package dev.millrace.api.shares;

import dev.millrace.api.idempotency.OneTimeAnswer;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Role;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.shares.ShareLinks.Target;
import dev.millrace.scheduler.catalog.Dags;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.AttemptRecord;
import dev.millrace.scheduler.store.RunReads;
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

/** The share links of a project, for those who may make them. */
@RestController
@RequestMapping("/api/v1/projects/{project}/share-links")
class ShareLinkController {
  private final ShareLinks links;
  private final AttemptReads attempts;
  private final RunReads runs;
  private final Dags dags;

  ShareLinkController(ShareLinks links, AttemptReads attempts, RunReads runs, Dags dags) {
    this.links = links;
    this.attempts = attempts;
    this.runs = runs;
    this.dags = dags;
  }

  /**
   * A link to make: of one attempt, or of the latest successful run of a step.
   *
   * @param attempt what it shows; absent: {@code dag} and {@code step} are given
   * @param dag the Dag's name
   * @param step the step's id
   * @param days how long it lives, 1 to 30
   */
  record ShareRequest(
      @Nullable UUID attempt, @Nullable String dag, @Nullable String step, int days) {}

  @GetMapping
  @Requires(scope = Scope.PROJECT, role = Role.OPERATOR)
  Page<ShareLink> list(ProjectRef project, PageRequest page) {
    return Page.cut(links.of(project.id()), page, link -> link.id().toString());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Requires(scope = Scope.PROJECT, role = Role.OPERATOR)
  @OneTimeAnswer
  ShareLink create(Caller caller, ProjectRef project, @RequestBody ShareRequest body) {
    return links.create(caller, project, target(project, body), body.days());
  }

  @DeleteMapping("/{link}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(scope = Scope.PROJECT, role = Role.OPERATOR)
  void revoke(Caller caller, ProjectRef project, @PathVariable UUID link) {
    links.revoke(caller, project, link);
  }

  private Target target(ProjectRef project, ShareRequest body) {
    UUID attempt = body.attempt();
    String dag = body.dag();
    String step = body.step();
    if (attempt != null && dag == null && step == null) {
      AttemptRecord found =
          attempts
              .attempt(attempt)
              .filter(record -> record.projectId().equals(project.id()))
              .orElseThrow(() -> Problem.notFound("attempt", attempt).exception());
      return new Target(runs.run(found.run()).orElseThrow().dagId(), found.step(), attempt);
    }
    if (attempt == null && dag != null && step != null && !step.isBlank()) {
      return new Target(dags.require(project.id(), dag).id(), step, null);
    }
    throw Problem.invalid(
            "BAD_TARGET", "a share link is of an attempt, or of a Dag's step, and not of both")
        .hint("give 'attempt', or 'dag' and 'step'")
        .exception();
  }
}
