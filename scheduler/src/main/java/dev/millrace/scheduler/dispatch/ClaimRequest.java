package dev.millrace.scheduler.dispatch;

/**
 * A worker's wish for work.
 *
 * @param claimNo rises with every claim of a session, from 1
 * @param slots free slots; the grants take at most this many together
 */
public record ClaimRequest(long claimNo, int slots) {}
