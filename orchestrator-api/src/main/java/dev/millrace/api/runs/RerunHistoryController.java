package dev.millrace.api.runs;

import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.store.RerunReads;
import java.util.Objects;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How a run was reopened, and what its ends were before. */
@RestController
class RerunHistoryController {
  private final RerunReads reads;

  RerunHistoryController(RerunReads reads) {
    this.reads = reads;
  }

  /** Oldest first. */
  @GetMapping("/api/v1/runs/{run}/reruns")
  @Requires(scope = Scope.RUN)
  Page<PastRerun> reruns(@PathVariable UUID run, PageRequest page) {
    int after = Math.toIntExact(Objects.requireNonNullElse(page.afterNumber(), 0L));
    return Page.of(
            reads.after(run, after, page.fetch()), page, rerun -> Integer.toString(rerun.number()))
        .map(PastRerun::of);
  }
}
