package dev.millrace.executor.protocol;

/**
 * {@code POST attempts/{id}/start}: sent on receipt of a grant; user code waits for the answer.
 * Repeating it is harmless.
 *
 * @param epoch the grant's
 */
public record StartRequest(long epoch) {}
