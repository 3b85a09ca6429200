/** Tests of what is defined, on a real PostgreSQL. */
@NullMarked
package dev.millrace.scheduler.catalog;

import org.jspecify.annotations.NullMarked;
