package dev.millrace.api.live;

import dev.millrace.api.identity.Caller;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.security.StillValid;
import dev.millrace.api.web.Answer;
import dev.millrace.scheduler.dispatch.Bell;
import dev.millrace.scheduler.dispatch.BellKey;
import dev.millrace.scheduler.store.DatabaseAway;
import dev.millrace.scheduler.store.RepeatedFailureLog;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The one stream of a browser tab. */
@RestController
class LiveController {
  private static final Logger log = LoggerFactory.getLogger(LiveController.class);
  private static final int MOST_STREAMS = 2_000;

  private final Topics topics;
  private final Bell bell;
  private final JsonMapper json;
  private final Semaphore free = new Semaphore(MOST_STREAMS);
  private final RepeatedFailureLog failures = new RepeatedFailureLog(Duration.ofMinutes(10));

  LiveController(Topics topics, Bell bell, JsonMapper json) {
    this.topics = topics;
    this.bell = bell;
    this.json = json;
  }

  @GetMapping(value = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Requires(scope = Scope.SIGNED_IN)
  @Answer(
      mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
      body = LiveEvent.class,
      when = "A stream; the data of each of its events")
  void events(
      Caller caller,
      StillValid credential,
      @RequestParam("topics") String wanted,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      HttpServletResponse response)
      throws InterruptedException, IOException {
    List<Topic> followed = topics.parse(caller, wanted, lastEventId);
    if (!free.tryAcquire()) {
      throw Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "STREAMS",
              "this server has " + MOST_STREAMS + " streams open")
          .hint("try again in a minute, or run another server on the same database")
          .exception();
    }
    try {
      response.setContentType("text/event-stream;charset=UTF-8");
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache, no-transform");
      // Proxies that buffer would hold live events back.
      response.setHeader("X-Accel-Buffering", "no");
      new LiveStream(BellKey.access(caller.principal()), followed, response.getOutputStream(), json)
          .run(bell, () -> credential.grants().equals(caller.grants()));
    } catch (IOException e) {
      log.debug("a stream's client went away: {}", e.getMessage());
    } catch (RuntimeException e) {
      // The answer has begun, so it cannot become a problem; the browser opens the stream again by
      // itself.
      if (DatabaseAway.isCauseOf(e)) {
        log.debug("a live stream ended for want of the database: {}", e.getMessage());
      } else {
        log.warn(
            "a live stream ended ({}); its client opens it again",
            RepeatedFailureLog.line(e),
            failures.isFirst(e) ? e : null);
      }
    } finally {
      free.release();
    }
  }
}
