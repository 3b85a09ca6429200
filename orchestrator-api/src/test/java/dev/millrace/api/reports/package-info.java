/** Tests of package reports: the file itself. The browser suite opens what they keep. */
@NullMarked
package dev.millrace.api.reports;

import org.jspecify.annotations.NullMarked;
