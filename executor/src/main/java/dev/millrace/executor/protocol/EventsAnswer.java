package dev.millrace.executor.protocol;

/**
 * The answer to {@link EventsRequest}.
 *
 * @param acknowledged the highest number up to which the server has every event; 0: none
 */
public record EventsAnswer(long acknowledged) {}
