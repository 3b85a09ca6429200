/** Tests of the rules for names and archives from strangers. */
@NullMarked
package dev.millrace.scheduler.catalog.files;

import org.jspecify.annotations.NullMarked;
