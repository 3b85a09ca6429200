package dev.millrace.api.idempotency;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Answers what a write would do: the work runs in a transaction that is always rolled back, so a
 * dry run changes nothing, whatever its code does.
 *
 * <p>A dry run may carry an {@code Idempotency-Key}. Then it runs in the transaction that would
 * store the answer, and that one is rolled back as a whole: a repeated dry run is judged anew, and
 * the key stays free.
 */
@Component
public final class DryRuns {
  private static final String ATTRIBUTE = DryRuns.class.getName();

  private final TransactionTemplate transaction;

  DryRuns(TransactionTemplate transaction) {
    this.transaction = transaction;
  }

  /** Runs the work, undoes what it wrote, and returns what it answered. */
  public <T> T execute(Supplier<T> work) {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (request != null) {
      request.setAttribute(ATTRIBUTE, true, RequestAttributes.SCOPE_REQUEST);
    }
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              status.setRollbackOnly();
              return work.get();
            }));
  }

  /** Returns true if the current request was answered by a dry run. */
  static boolean ranInThisRequest() {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    return request != null
        && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) != null;
  }
}
