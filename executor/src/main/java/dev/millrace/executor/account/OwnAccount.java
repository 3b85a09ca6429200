package dev.millrace.executor.account;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The worker's own account, which has all rights to the worker's files already. */
record OwnAccount() implements StepAccount {
  @Override
  public List<String> command(List<String> command) {
    return command;
  }

  @Override
  public Map<String, String> variables(Map<String, String> variables) {
    return variables;
  }

  @Override
  public void admit(Path folder) {}

  @Override
  public void shareFolder(Path folder) {}

  @Override
  public void share(Path tree) {}

  @Override
  public void requireWayTo(Path folder) {}

  @Override
  public void reclaim(Path tree) {}

  @Override
  public void killAll() {}
}
