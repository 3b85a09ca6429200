package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;

/**
 * {@code POST sessions}, authorised by the pool token: a worker registers.
 *
 * <p>Opening with a new {@code bootId} declares every attempt of the same worker's earlier boots
 * lost at once; the worker therefore opens only when no process of those attempts is left. 401: the
 * token is not valid for this pool; 426: the server no longer speaks this protocol.
 *
 * @param protocol the version the worker speaks, {@link WorkerProtocol#VERSION}
 * @param worker the worker's instance id: the same for every start from one data folder
 * @param name what people call it; need not be unique
 * @param bootId new with every start of the process
 * @param pool the pool it serves
 * @param slots how many slots it offers, from 1
 * @param mounts names of the folders it offers to steps, in no order
 * @param version the worker program's version, for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionRequest(
    int protocol,
    UUID worker,
    String name,
    UUID bootId,
    String pool,
    int slots,
    List<String> mounts,
    String version) {
  public SessionRequest {
    mounts = WorkerProtocol.orEmpty(mounts);
  }
}
