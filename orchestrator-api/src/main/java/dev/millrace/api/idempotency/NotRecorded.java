package dev.millrace.api.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a write that may be repeated without a key and of whose body nothing may be kept, not even
 * a hash, by which a short secret could be guessed. Its {@code Idempotency-Key} is ignored.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NotRecorded {}
