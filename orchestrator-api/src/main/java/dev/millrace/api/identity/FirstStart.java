package dev.millrace.api.identity;

import com.fasterxml.uuid.Generators;
import dev.millrace.api.MillraceProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the administrator when a database has none, and keeps a valid administrator's token in the
 * data folder, so that commands on this machine need no signing in. Both are idempotent, also with
 * several servers at once.
 */
@Component
class FirstStart implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(FirstStart.class);
  private static final String TOKEN_FILE = "token";
  private static final String TOKEN_NAME = "local commands";
  private static final Duration TOKEN_LIFETIME = Duration.ofDays(365);

  private final JdbcClient sql;
  private final TransactionTemplate transaction;
  private final Tokens tokens;
  private final Audit audit;
  private final MillraceProperties properties;

  FirstStart(
      JdbcClient sql,
      TransactionTemplate transaction,
      Tokens tokens,
      Audit audit,
      MillraceProperties properties) {
    this.sql = sql;
    this.transaction = transaction;
    this.tokens = tokens;
    this.audit = audit;
    this.properties = properties;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    transaction.executeWithoutResult(status -> ensureAdministrator());
    if (properties.dataDir() != null) {
      keepLocalToken(properties.dataDir().resolve(TOKEN_FILE));
    }
  }

  private void ensureAdministrator() {
    sql.sql("SELECT pg_advisory_xact_lock(hashtext('millrace_administrators'))")
        .query((row, n) -> 1)
        .single();
    boolean someone =
        sql.sql("SELECT EXISTS (SELECT FROM role_binding WHERE role = 'admin' AND project IS NULL)")
            .query(Boolean.class)
            .single();
    if (someone) {
      return;
    }
    UUID id = Generators.timeBasedEpochGenerator().generate();
    sql.sql("INSERT INTO principal (id, kind, name) VALUES (?, 'user', ?)")
        .params(id, MillraceProperties.ADMINISTRATOR)
        .update();
    sql.sql("INSERT INTO role_binding (id, principal, role) VALUES (?, ?, 'admin')")
        .params(Generators.timeBasedEpochGenerator().generate(), id)
        .update();
    audit.record(null, "server", "user.create", MillraceProperties.ADMINISTRATOR, "first start");
    log.info(
        "made the administrator '{}': it signs in with a login link until it sets a password",
        MillraceProperties.ADMINISTRATOR);
  }

  private void keepLocalToken(Path file) {
    try {
      if (Files.exists(file) && tokens.authenticate(Files.readString(file).strip()).isPresent()) {
        return;
      }
      write(file, newToken());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the token for commands on this machine cannot be kept in "
              + file
              + ": is the folder writable?",
          e);
    }
  }

  private String newToken() {
    UUID administrator =
        sql.sql("SELECT id FROM principal WHERE name = ?")
            .param(MillraceProperties.ADMINISTRATOR)
            .query(UUID.class)
            .single();
    var self =
        new Caller(
            administrator,
            MillraceProperties.ADMINISTRATOR,
            PrincipalKind.USER,
            List.of(new Grant(Role.ADMIN, null)),
            false);
    var token = tokens.issue(self, administrator, TOKEN_NAME, Role.ADMIN, null, TOKEN_LIFETIME);
    if (token.secret() == null) {
      throw new IllegalStateException("a new token comes with its secret");
    }
    return token.secret();
  }

  /**
   * Written beside and moved: a reader sees the old token or the new one, and nobody else sees
   * either.
   */
  private static void write(Path file, String token) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh =
        Files.createTempFile(
            folder,
            TOKEN_FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        fresh, token + "\n", StandardCharsets.UTF_8, StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
