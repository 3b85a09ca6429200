package dev.millrace.executor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Messages on a kernel's live sockets that are not signed with its key. */
@Tag("slow")
class ForgedMessagesTest {
  /**
   * Sends, over the kernel's own sockets, what would end the cell at once if it were believed: a
   * failed reply and the word that the kernel is idle.
   */
  private static final String FORGER =
      """
      from jupyter_client.session import Session
      kernel = get_ipython().kernel
      forger = Session(key=b'another key', signature_scheme='hmac-sha256')
      parent = kernel.get_parent('shell')
      def forged(type, content, ident):
          return forger.serialize(forger.msg(type, content=content, parent=parent), ident=ident)
      reply = forged('execute_reply', {'status': 'error', 'ename': 'Forged', 'evalue': '', 'traceback': []},
                     kernel._parent_ident['shell'])
      kernel.shell_stream.io_loop.add_callback(kernel.shell_stream.send_multipart, reply)
      kernel.iopub_socket.send_multipart(forged('stream', {'name': 'stdout', 'text': 'forged words'}, [b'stream']))
      kernel.iopub_socket.send_multipart(forged('status', {'execution_state': 'idle'}, [b'status']))
      print('true words')
      """;

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Heard heard = new Heard();
  private KernelPlan plan;
  @TempDir Path folder;

  @BeforeEach
  void listen() {
    plan = TestKernels.plan(folder);
    logged.start();
    logger().addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(logged);
    TestKernels.awaitNone(plan.marker(), Duration.ofSeconds(10));
  }

  @Test
  void messagesSignedWithAnotherKeyAreIgnoredAndLoggedOnce() throws Exception {
    try (KernelLauncher launcher = new KernelLauncher(new ProcessGuard());
        Kernel kernel = launcher.launch(plan, heard)) {
      assertThat(statusOf(kernel, FORGER)).isEqualTo("ok");
      // The forged reply may still be on its way when the true one is there.
      TestKernels.await(
          "all three to be dropped", Duration.ofSeconds(60), () -> kernel.droppedMessages() == 3);
      assertThat(statusOf(kernel, "print('later words')")).isEqualTo("ok");
    }
    assertThat(heard.text()).contains("true words", "later words").doesNotContain("forged");
    assertThat(logged.list)
        .filteredOn(event -> event.getLevel() == Level.WARN)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .contains("kernel 'python3' is not signed with its key")
        .contains("ignored");
  }

  private static String statusOf(Kernel kernel, String code) throws Exception {
    return kernel
        .execute(new Kernel.ExecuteRequest(code, false, true))
        .result()
        .get(60, TimeUnit.SECONDS)
        .content()
        .path("status")
        .asString();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(RunningKernel.class);
  }
}
