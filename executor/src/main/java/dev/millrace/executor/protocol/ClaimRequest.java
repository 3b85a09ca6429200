package dev.millrace.executor.protocol;

/**
 * {@code POST claims}: asks for work. The server parks the request until there is some or {@code
 * waitMillis} is over.
 *
 * @param claimNo rises with every claim of a session, piggybacked ones included, from 1
 * @param slots free slots: the grants of the answer need at most this many together
 * @param waitMillis from 0 to {@link WorkerProtocol#MAX_WAIT_MILLIS}
 */
public record ClaimRequest(long claimNo, int slots, int waitMillis) {}
