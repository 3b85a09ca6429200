package dev.millrace.api.live;

import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Role;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.problems.ProblemException;
import dev.millrace.api.security.ProjectLookup;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.scheduler.grid.GridFeed;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.RunFeed;
import dev.millrace.scheduler.store.RunReads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which topics a stream wants and from where, and refuses what the caller may not see. */
@Component
class Topics {
  private static final int MOST = 50;

  private final RunReads runs;
  private final AttemptReads attempts;
  private final RunFeed feed;
  private final GridFeed grids;
  private final JdbcClient sql;
  private final ProjectLookup projects;

  Topics(
      RunReads runs,
      AttemptReads attempts,
      RunFeed feed,
      GridFeed grids,
      JdbcClient sql,
      ProjectLookup projects) {
    this.runs = runs;
    this.attempts = attempts;
    this.feed = feed;
    this.grids = grids;
    this.sql = sql;
    this.projects = projects;
  }

  /**
   * The topics in the request's order.
   *
   * @param text {@code run:ID@SEQ,attempt:ID@SEQ,dag:ID@POSITION,runs}; without {@code @SEQ} from
   *     the beginning, without {@code @POSITION} from now on
   * @param lastEventId the positions of an earlier stream of the same topics; null: those of the
   *     text
   */
  List<Topic> parse(Caller caller, String text, @Nullable String lastEventId) {
    String[] wanted = text.split(",", -1);
    if (wanted.length > MOST) {
      throw Problem.invalid("QUERY", "a stream follows at most " + MOST + " topics").exception();
    }
    String[] positions = lastEventId == null ? new String[0] : lastEventId.split(",", -1);
    List<Topic> topics = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      String resumed = positions.length == wanted.length ? positions[i] : null;
      topics.add(topic(caller, wanted[i], resumed));
    }
    return topics;
  }

  private Topic topic(Caller caller, String wanted, @Nullable String resumed) {
    int at = wanted.indexOf('@');
    String name = at < 0 ? wanted : wanted.substring(0, at);
    String position = resumed != null ? resumed : at < 0 ? null : wanted.substring(at + 1);
    String[] parts = name.split(":", 2);
    try {
      return switch (parts[0]) {
        case "runs" -> {
          if (parts.length > 1) {
            throw bad(wanted);
          }
          yield new RunsTopic(
              feed,
              runs,
              sql,
              caller.visible(),
              position == null ? feed.end() : RunsTopic.parse(position));
        }
        case "run" ->
            NumberedTopic.ofRun(
                runs, visible(caller, "run", parts, projects.ofRun(id(parts))), seq(position));
        case "attempt" ->
            NumberedTopic.ofAttempt(
                attempts,
                visible(caller, "attempt", parts, projects.ofAttempt(id(parts))),
                seq(position));
        case "dag" ->
            new DagTopic(
                grids,
                visible(caller, "dag", parts, projects.ofDag(id(parts))),
                position == null ? feed.end() : RunsTopic.parse(position));
        default -> throw bad(wanted);
      };
    } catch (NumberFormatException e) {
      throw bad(wanted);
    }
  }

  private static UUID visible(
      Caller caller, String what, String[] parts, Optional<ProjectRef> project) {
    return project
        .filter(p -> caller.may(Role.VIEWER, p.id()))
        .map(p -> UUID.fromString(id(parts)))
        .orElseThrow(() -> Problem.notFound(what, id(parts)).exception());
  }

  private static String id(String[] parts) {
    return parts.length == 2 ? parts[1] : "";
  }

  private static long seq(@Nullable String position) {
    return position == null ? 0 : Long.parseLong(position);
  }

  private static ProblemException bad(String topic) {
    return Problem.invalid("QUERY", "'" + topic + "' is not a topic")
        .hint(
            "topics are run:ID@SEQ, attempt:ID@SEQ, dag:ID@POSITION and runs, separated by commas")
        .exception();
  }
}
