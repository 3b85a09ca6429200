package dev.millrace.cli.up;

import dev.millrace.api.MillraceServer;
import dev.millrace.executor.protocol.ReportsAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * A server in a process of its own that stands still in the first completion that a worker sends
 * it, so that it can be killed right there.
 */
final class DoomedServer implements AutoCloseable {
  private static final String LISTENS = "listens on ";
  private static final String HERE = "the moment has come";

  private final Process process;
  private final BufferedReader says;
  private final int port;

  /** Where in a completion. */
  enum Moment {
    /** All that follows from the completion is written and not committed. */
    BEFORE_THE_COMMIT(BeforeTheCommit.class),
    /** It is committed, and the next step leased with it; the worker knows neither. */
    BEFORE_THE_ANSWER(BeforeTheAnswer.class);

    private final Class<?> doom;

    Moment(Class<?> doom) {
      this.doom = doom;
    }
  }

  private DoomedServer(Process process) throws IOException {
    this.process = process;
    this.says = process.inputReader(StandardCharsets.UTF_8);
    this.port = Integer.parseInt(await(LISTENS).substring(LISTENS.length()));
  }

  /** Starts one and returns when it answers requests. */
  static DoomedServer start(Moment moment, Map<String, String> properties) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(moment.name());
    properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return new DoomedServer(
        OtherJvm.of(DoomedServer.class, arguments)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  int port() {
    return port;
  }

  /** Waits until it stands still in a completion. */
  void awaitMoment() throws IOException {
    await(HERE);
  }

  private String await(String beginning) throws IOException {
    String line = says.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = says.readLine();
    }
    if (line == null) {
      throw new AssertionError("the server ended by itself before it said: " + beginning);
    }
    return line;
  }

  /** SIGKILL, wherever it is. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) {
    var application =
        new SpringApplication(MillraceServer.class, Moment.valueOf(arguments[0]).doom);
    var context =
        application.run(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
    var server = ((WebServerApplicationContext) context).getWebServer();
    System.out.println(LISTENS + (server == null ? "nothing" : server.getPort()));
  }

  private static void sayAndStandStill() {
    System.out.println(HERE);
    while (true) {
      LockSupport.park();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class BeforeTheCommit {
    @Bean
    TransactionExecutionListener doom(ObjectProvider<DataSource> dataSource) {
      return new TransactionExecutionListener() {
        @Override
        public void beforeCommit(TransactionExecution transaction) {
          if (isCompletion(dataSource.getObject())) {
            sayAndStandStill();
          }
        }
      };
    }

    // Asked in the transaction that is about to be committed: only a row that it wrote itself
    // carries its number.
    private static boolean isCompletion(DataSource dataSource) {
      return JdbcClient.create(dataSource)
          .sql(
              """
              SELECT EXISTS (SELECT 1 FROM attempt
                              WHERE state = 'succeeded'
                                AND xmin = pg_current_xact_id_if_assigned()::xid)
              """)
          .query(Boolean.class)
          .single();
    }
  }

  @ControllerAdvice
  static class BeforeTheAnswer implements ResponseBodyAdvice<ReportsAnswer> {
    @Override
    public boolean supports(
        MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
      return returned.getParameterType() == ReportsAnswer.class;
    }

    @Override
    public @Nullable ReportsAnswer beforeBodyWrite(
        @Nullable ReportsAnswer body,
        MethodParameter returned,
        MediaType type,
        Class<? extends HttpMessageConverter<?>> converter,
        ServerHttpRequest request,
        ServerHttpResponse response) {
      if (body != null && body.answers().stream().anyMatch(one -> one.complete() != null)) {
        sayAndStandStill();
      }
      return body;
    }
  }
}
