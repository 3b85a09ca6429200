package dev.millrace.api.identity;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys that all servers of one database share; made when first asked for, never shown. */
@Component
public class ServerKeys {
  private static final int BYTES = 32;

  private final JdbcClient sql;
  private final Map<String, byte[]> known = new ConcurrentHashMap<>();

  ServerKeys(JdbcClient sql) {
    this.sql = sql;
  }

  /** The key of this purpose: 32 random bytes, the same on every server. */
  public byte[] key(String purpose) {
    return known.computeIfAbsent(purpose, this::load).clone();
  }

  private byte[] load(String purpose) {
    sql.sql("INSERT INTO server_key (name, key) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .params(purpose, Credentials.bytes(BYTES))
        .update();
    return sql.sql("SELECT key FROM server_key WHERE name = ?")
        .param(purpose)
        .query(byte[].class)
        .single();
  }
}
