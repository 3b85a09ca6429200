package dev.millrace.api.security;

import dev.millrace.api.identity.Grant;
import java.util.List;

/**
 * Looks again what this request's credential may do, for requests that stay open: a sign-in can end
 * meanwhile.
 */
@FunctionalInterface
public interface StillValid {
  /** What it may do now; empty when it is not valid any more. */
  List<Grant> grants();
}
