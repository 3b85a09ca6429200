/**
 * Which archives Millrace accepts from outside. It knows neither the database nor Dags: an archive
 * is judged by itself. A newcomer starts at {@code ArchiveReader}; names are judged by {@code
 * dev.millrace.dsl.files.PathRules}.
 */
@NullMarked
package dev.millrace.scheduler.catalog.files;

import org.jspecify.annotations.NullMarked;
