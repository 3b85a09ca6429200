package dev.millrace.api.workers;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;

/** Calls of workers to the service that all tests share. */
abstract class WorkerCallsTest {
  final TestService service = TestService.shared();
  final TestRuns runs = new TestRuns(service);
}
