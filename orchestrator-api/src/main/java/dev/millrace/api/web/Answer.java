package dev.millrace.api.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An answer of a handler that its signature does not tell: another status than 200, or a body that
 * is no JSON. For the OpenAPI document only; the tests hold every real answer against it.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Answer.All.class)
public @interface Answer {
  /** The status. */
  int status() default 200;

  /** The body's media type. */
  String mediaType() default "application/json";

  /** What the body is made from; {@code void}: text or bytes, as the media type says. */
  Class<?> body() default void.class;

  /** When this is the answer, for people; empty: always. */
  String when() default "";

  /** All answers of one handler. */
  @Documented
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {
    /** In the order in which they are written. */
    Answer[] value();
  }
}
