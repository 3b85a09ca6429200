/**
 * A notebook as one HTML file that needs nothing else: to read, print, mail or share.
 *
 * <p>Knows notebooks as JSON in nbformat's form, and nothing of runs, callers or the database. What
 * notebooks wrote is hostile: it is sanitised here, and the page's policy allows neither scripts
 * nor requests. A newcomer starts at {@code ReportPage}.
 */
@NullMarked
package dev.millrace.api.reports;

import org.jspecify.annotations.NullMarked;
