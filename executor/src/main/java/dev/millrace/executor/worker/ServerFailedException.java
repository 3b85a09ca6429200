package dev.millrace.executor.worker;

/**
 * The server answered 500: something in it failed. That may pass, or come back each time with this
 * very request; {@link ServerFailures} counts.
 */
final class ServerFailedException extends ServerUnavailableException {
  ServerFailedException(String message) {
    super(message);
  }
}
