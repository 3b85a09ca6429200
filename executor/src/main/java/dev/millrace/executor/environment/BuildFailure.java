package dev.millrace.executor.environment;

import dev.millrace.executor.protocol.StepFailedException;
import java.util.regex.Pattern;

/** Judges by a package tool's words whether a build failed for want of a network. Pure. */
final class BuildFailure {
  private static final Pattern NO_NETWORK =
      Pattern.compile(
          "failed to establish a new connection|temporary failure in name resolution|name or service not known"
              + "|connection refused|connection reset|network is unreachable|no route to host"
              + "|connection broken by|max retries exceeded|read timed out|connect timeout"
              + "|failed to fetch|error sending request|dns error|tunnel connection failed"
              + "|remote end closed connection|request failed after|cannot connect to proxy",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NO_ROOM =
      Pattern.compile("no space left on device|disk quota exceeded", Pattern.CASE_INSENSITIVE);

  private BuildFailure() {}

  static boolean isNetwork(String output) {
    return NO_NETWORK.matcher(output).find();
  }

  static StepFailedException of(Requirements requirements, CommandRunner.Result result) {
    String what = requirements.name() + " cannot be installed";
    if (NO_ROOM.matcher(result.text()).find()) {
      return StepFailedException.platform(
          "ENV_BUILD", what + ": the worker's disk is full.\n" + result.tail());
    }
    if (isNetwork(result.text())) {
      return StepFailedException.platform(
          "ENV_BUILD",
          what
              + ": no package index is in reach. Either connect this machine to one once (PIP_INDEX_URL names another"
              + " than pypi.org), or start the worker with --python and an interpreter that has the packages,"
              + " ipykernel included.\n"
              + result.tail());
    }
    return StepFailedException.user("ENV_BUILD", what + ":\n" + result.tail());
  }
}
