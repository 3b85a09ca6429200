/**
 * What the libraries that Millrace ships draw: the data of an output, taken out of it without its
 * code.
 *
 * <p>Knows outputs as JSON in nbformat's form, and what plotly, altair, bokeh and ipywidgets write.
 * A newcomer starts at {@code DrawingReader}.
 */
@NullMarked
package dev.millrace.api.viewers;

import org.jspecify.annotations.NullMarked;
