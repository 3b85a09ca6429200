package dev.millrace.api.security;

/** What an endpoint's rule is about. */
public enum Scope {
  /** Everyone, also without a credential. */
  PUBLIC,
  /** Whoever has a valid credential; what is answered is filtered by {@code Caller.visible()}. */
  SIGNED_IN,
  /** The role for all projects: things of the instance. */
  INSTANCE,
  /** The role in the project named by the path variable {@code project}. */
  PROJECT,
  /** The role in the project of the run named by the path variable {@code run}. */
  RUN,
  /** The role in the project of the attempt named by the path variable {@code attempt}. */
  ATTEMPT,
  /** Whoever has a pool's token: opening a worker session. */
  POOL_TOKEN,
  /** A worker session; where the path has an {@code attempt}, only its own worker. */
  WORKER
}
