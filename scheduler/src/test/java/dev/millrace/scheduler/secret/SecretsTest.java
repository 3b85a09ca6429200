package dev.millrace.scheduler.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("slow")
class SecretsTest {
  private static final SecretValue OLD = SecretValue.of("the old passw0rd");
  private static final SecretValue NEW = SecretValue.of("the new passw0rd");
  private static final Map<String, String> WISH = Map.of("DB_PASSWORD", "db");

  private static TestDatabase database;

  private JdbcClient jdbc;
  private final String keyText = SecretKeys.generate();
  private final SecretKeys keys = SecretKeys.parse(keyText, "test");
  private final UUID project = new Ids().next();
  private final UUID other = new Ids().next();
  private Secrets secrets;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
  }

  @BeforeEach
  void twoProjects() {
    database.clean();
    jdbc = database.jdbc();
    jdbc.sql("INSERT INTO project (id, name) VALUES (?, 'one'), (?, 'other')")
        .params(project, other)
        .update();
    secrets = with(keys);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void everyValueIsAVersionAndTheOneBeforeIsDestroyed() {
    assertThat(secrets.set(project, "db", OLD, "ada").version()).isEqualTo(1);
    assertThat(secrets.set(project, "db", NEW, "bob").version()).isEqualTo(2);
    assertThat(secrets.set(project, "db", NEW, "eve").setBy()).as("no new value").isEqualTo("bob");

    assertThat(secrets.list(project, null, 10))
        .singleElement()
        .satisfies(
            secret -> {
              assertThat(secret.name()).isEqualTo("db");
              assertThat(secret.version()).isEqualTo(2);
            });
    assertThat(opened(keys)).isEqualTo(NEW);
    assertThat(count("ciphertext IS NOT NULL")).isEqualTo(1);
    assertThat(count("ciphertext IS NULL AND destroyed_by = 'bob'")).isEqualTo(1);
  }

  @Test
  void aDeletedSecretIsGoneAndItsNextValueIsTheNextVersion() {
    secrets.set(project, "db", OLD, "ada");
    assertThat(secrets.delete(project, "db", "ada")).isTrue();
    assertThat(secrets.delete(project, "db", "ada")).isFalse();
    assertThat(secrets.list(project, null, 10)).isEmpty();
    assertThat(secrets.missing(project, List.of("db"))).containsExactly("db");
    assertThat(grant(keys))
        .isInstanceOfSatisfying(
            SecretGrant.Unknown.class,
            unknown -> assertThat(unknown.message()).contains("'db'", "millrace secret set"));
    assertThat(secrets.set(project, "db", NEW, "ada").version()).isEqualTo(2);
  }

  @Test
  void noColumnOfAnyTableHasTheValue() {
    secrets.set(project, "db", OLD, "ada");
    String hex = HexFormat.of().formatHex(OLD.reveal().getBytes(StandardCharsets.UTF_8));
    for (String table :
        jdbc.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
            .query(String.class)
            .list()) {
      assertThat(
              jdbc.sql(
                      "SELECT coalesce(string_agg(t::text, ' '), '') FROM \"%s\" t"
                          .formatted(table))
                  .query(String.class)
                  .single())
          .as(table)
          .doesNotContain(OLD.reveal(), hex);
    }
  }

  @Test
  void withoutItsKeyASecretIsNoUseAndTheErrorNamesKeyAndRemedy() {
    secrets.set(project, "db", OLD, "ada");
    SecretKeys wrong = SecretKeys.parse(SecretKeys.generate(), "test");
    String id = keys.ids().iterator().next();
    assertThat(grant(wrong))
        .isInstanceOfSatisfying(
            SecretGrant.Locked.class,
            locked ->
                assertThat(locked.message())
                    .contains("'db'", id, wrong.ids().iterator().next(), "--secrets-key-file"));
    assertThat(with(wrong).missingKeys()).containsExactly(id);
    assertThat(secrets.missingKeys()).isEmpty();
    assertThatThrownBy(() -> with(SecretKeys.NONE).set(project, "db", NEW, "ada"))
        .isInstanceOf(SecretKeyException.class)
        .hasMessageContaining("--secrets-key-file");
    assertThat(opened(keys)).as("and nothing was lost").isEqualTo(OLD);
  }

  @Test
  void aNewKeyEncryptsFromNowOnWhileTheOldOneStillDecrypts() {
    secrets.set(project, "db", OLD, "ada");
    SecretKeys both = SecretKeys.parse(SecretKeys.generate() + keyText, "test");
    assertThat(opened(both)).isEqualTo(OLD);
    assertThat(with(both).set(project, "db", OLD, "ada").version())
        .as("set again to move it to the new key")
        .isEqualTo(2);
    assertThat(with(keys).missingKeys()).containsExactly(both.ids().iterator().next());
    assertThat(opened(both)).isEqualTo(OLD);
  }

  @Test
  void aCiphertextThatWasCopiedToAnotherProjectOrNameIsRefused() {
    secrets.set(project, "db", OLD, "ada");
    jdbc.sql(
            """
            INSERT INTO secret (id, version, project, name, ciphertext, key_id)
            SELECT gen_random_uuid(), version, :other, name, ciphertext, key_id FROM secret
            """)
        .param("other", other)
        .update();
    assertThat(new AttemptSecrets(jdbc, keys).grant(UUID.randomUUID(), other, WISH))
        .isInstanceOfSatisfying(
            SecretGrant.Locked.class,
            locked -> assertThat(locked.message()).contains("changed or copied", "set the secret"));
    assertThat(with(keys).set(other, "db", NEW, "ada").version()).isEqualTo(2);
  }

  @Test
  void badKeyFilesAreToldWithTheirLine() {
    assertThatThrownBy(() -> SecretKeys.parse("# only words\n", "keys"))
        .hasMessageContaining("keys has no key");
    assertThatThrownBy(() -> SecretKeys.parse("\nAAAA\n", "keys"))
        .hasMessageContaining("line 2 of keys");
    assertThatThrownBy(() -> SecretKeys.read(Path.of("/nowhere/secrets.key")))
        .hasMessageContaining("/nowhere/secrets.key")
        .hasMessageContaining("--secrets-key-file");
  }

  @Test
  void valuesThatCouldNotBeUsedOrMaskedAreRefusedWithoutBeingShown() {
    for (String bad : List.of("abc", "     ", "with\0nul", "x".repeat(65_537))) {
      assertThatThrownBy(() -> SecretValue.of(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(bad);
    }
    assertThat(SecretValue.of("\u00fc".repeat(32_768)).reveal()).hasSize(32_768);
    assertThatThrownBy(() -> SecretValue.of("\u00fc".repeat(32_768) + "x"))
        .hasMessageContaining("at most 65,536 bytes")
        .hasMessageContaining("65,537");
    assertThat(OLD).hasToString("***");
    assertThat(new SecretGrant.Given(Map.of("A", OLD)).toString()).doesNotContain(OLD.reveal());
  }

  private Secrets with(SecretKeys some) {
    return new Secrets(
        jdbc,
        new TransactionTemplate(new JdbcTransactionManager(database.dataSource())),
        some,
        new Ids());
  }

  private SecretGrant grant(SecretKeys some) {
    return new AttemptSecrets(jdbc, some).grant(UUID.randomUUID(), project, WISH);
  }

  /** What the newest version holds. */
  private SecretValue opened(SecretKeys some) {
    return jdbc.sql(
            "SELECT name, version, key_id, ciphertext FROM secret WHERE project = ? AND ciphertext IS NOT NULL")
        .param(project)
        .query(
            (row, i) ->
                new SecretCipher(some)
                    .open(
                        new SecretCipher.Sealed(
                            row.getString("key_id"), row.getBytes("ciphertext")),
                        new SecretCipher.Place(
                            project, row.getString("name"), row.getInt("version"))))
        .single();
  }

  private int count(String condition) {
    return jdbc.sql("SELECT count(*) FROM secret WHERE " + condition).query(Integer.class).single();
  }
}
