package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A secret's value on its way to a step; a JSON string that no log line shows by accident. */
public final class SecretText {
  private final String text;

  private SecretText(String text) {
    this.text = Objects.requireNonNull(text);
  }

  /** That value. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static SecretText of(String text) {
    return new SecretText(text);
  }

  /** The value itself, for the environment of the step and for its mask. */
  @JsonValue
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretText secret && secret.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
