package dev.millrace.scheduler.dispatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that can be out of reach for a while. */
final class SwitchableDataSource extends DelegatingDataSource {
  private volatile boolean cut;

  SwitchableDataSource(DataSource target) {
    super(target);
  }

  void cut() {
    cut = true;
  }

  void mend() {
    cut = false;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (cut) {
      throw new SQLTransientConnectionException("the database is out of reach");
    }
    return super.getConnection();
  }
}
