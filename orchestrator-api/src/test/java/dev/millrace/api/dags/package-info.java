/** Tests of Dags and notebooks over HTTP. */
@NullMarked
package dev.millrace.api.dags;

import org.jspecify.annotations.NullMarked;
