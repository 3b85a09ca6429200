package dev.millrace.executor.protocol;

/**
 * Why an attempt that was leased cannot run at all. Its worker completes it as failed with these
 * words.
 *
 * @param code upper-case name of the kind of failure, such as {@code SECRET_UNKNOWN}
 * @param message what is missing and what to do
 * @param cause whose retries it uses up
 */
public record Refusal(String code, String message, CompleteRequest.Cause cause) {}
