package dev.millrace.executor.worker;

import dev.millrace.executor.protocol.EnvironmentAnswer;
import dev.millrace.executor.protocol.EnvironmentRequest;
import java.util.HashMap;
import java.util.Map;

/** The environments that the test server has the exact packages of. Guarded by its state. */
final class EnvironmentLocks {
  private final Map<String, String> locks = new HashMap<>();

  EnvironmentAnswer answer(EnvironmentRequest request) {
    String key = request.interpreter() + request.platform() + request.requirementsDigest();
    if (request.freeze() != null) {
      locks.putIfAbsent(key, request.freeze());
    }
    return new EnvironmentAnswer(locks.get(key));
  }
}
