package dev.millrace.api.security;

import dev.millrace.api.identity.Role;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call an endpoint. Every handler method has exactly one; the server does not start when
 * one has none, and a handler without a rule is never reached.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requires {

  /** Where the role must be held. */
  Scope scope();

  /** The least role. Without meaning for the scopes PUBLIC, SIGNED_IN, POOL_TOKEN and WORKER. */
  Role role() default Role.VIEWER;
}
