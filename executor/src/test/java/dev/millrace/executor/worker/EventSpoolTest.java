package dev.millrace.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.protocol.AttemptEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventSpoolTest {
  private static final int NO_LIMIT = Integer.MAX_VALUE;
  @TempDir Path temp;

  @Test
  void eventsAreNumberedWithoutGapsAndReadBackFromAnyNumber() throws Exception {
    try (EventSpool spool = open()) {
      for (int i = 1; i <= 200; i++) {
        assertThat(spool.append("log", text("line " + i))).isEqualTo(i);
      }
      assertThat(spool.read(150, NO_LIMIT, NO_LIMIT)).hasSize(51);
      assertThat(spool.read(1, 10, NO_LIMIT))
          .extracting(AttemptEvent::seq)
          .hasSize(10)
          .contains(1L);
      assertThat(spool.read(1, NO_LIMIT, 1)).as("at least one").hasSize(1);
      assertThat(spool.read(201, NO_LIMIT, NO_LIMIT)).isEmpty();
      assertThat(spool.read(7, 1, NO_LIMIT).getFirst().data()).isEqualTo(text("line 7"));
    }
  }

  @Test
  void aSpoolGoesOnAfterARestartWithoutTheLineThatACrashCutOff() throws Exception {
    try (EventSpool spool = open()) {
      spool.append("log", text("whole"));
    }
    Files.writeString(temp.resolve("events"), "{\"seq\":2,\"ki", StandardOpenOption.APPEND);
    try (EventSpool spool = open()) {
      assertThat(spool.last()).isEqualTo(1);
      assertThat(spool.append("log", text("next"))).isEqualTo(2);
      assertThat(spool.read(1, NO_LIMIT, NO_LIMIT))
          .extracting(event -> event.data().path("text").asString())
          .isEqualTo(List.of("whole", "next"));
    }
  }

  @Test
  void theInterruptOfAWriterDoesNotCloseTheSpoolForOthers() throws Exception {
    try (EventSpool spool = open()) {
      Thread.currentThread().interrupt();
      spool.append("log", text("interrupted"));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(spool.append("log", text("after"))).isEqualTo(2);
    }
  }

  @Test
  void nulIsShownAsItsSignBecauseDatabasesCannotHoldIt() throws Exception {
    try (EventSpool spool = open()) {
      spool.append("log", text("a\0b and \\u0000 as written"));
      assertThat(spool.read(1, 1, NO_LIMIT).getFirst().data().path("text").asString())
          .isEqualTo("a\u2400b and \\u0000 as written");
    }
  }

  private EventSpool open() throws Exception {
    return EventSpool.open(temp.resolve("events"), Clock.systemUTC());
  }

  private static JsonNode text(String text) {
    return JsonMapper.shared().createObjectNode().put("text", text);
  }
}
