/** Tests of what operators do: back up, restore, watch, put a proxy in front. */
@NullMarked
package dev.millrace.api.operating;

import org.jspecify.annotations.NullMarked;
