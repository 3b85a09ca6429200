package dev.millrace.executor.notebook;

/** Marks bodies that follow. */
final class Unbuilt {
  private Unbuilt() {}

  static void stop() {
    if (Unbuilt.class.isSealed()) {
      return;
    }
    throw new UnsupportedOperationException("not built yet");
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  static <T> T body() {
    stop();
    throw new IllegalStateException();
  }
}
