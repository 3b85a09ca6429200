package dev.millrace.api.problems;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How much each text of a field of a request's body may take; 4 KiB without this. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface TextLimit {
  /** The limit without the annotation: what names, titles, notes and reasons may take. */
  int DEFAULT = 4;

  /** KiB of UTF-8. */
  int kib();
}
