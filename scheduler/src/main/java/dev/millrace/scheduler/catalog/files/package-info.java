/**
 * Which file names and which archives Millrace accepts from outside. It knows neither the database
 * nor Dags: a name or an archive is judged by itself. A newcomer starts at {@code PathRules} and
 * {@code ArchiveReader}.
 */
@NullMarked
package dev.millrace.scheduler.catalog.files;

import org.jspecify.annotations.NullMarked;
