package dev.millrace.scheduler.secret;

import java.util.Map;

/** What came of an attempt's wish for secrets. */
public sealed interface SecretGrant {
  /** A step that asks for none. */
  SecretGrant NOTHING = new Given(Map.of());

  /** Values by the environment variables that get them. */
  record Given(Map<String, SecretValue> values) implements SecretGrant {
    public Given {
      values = Map.copyOf(values);
    }
  }

  /** The project has no secret of a name that the step wants. */
  record Unknown(String message) implements SecretGrant {}

  /** This server cannot decrypt one. */
  record Locked(String message) implements SecretGrant {}
}
