/**
 * Dags, their versions and single notebooks over REST. It maps the scheduler's catalog to the
 * representations that the web application and clients read, and decides nothing. A newcomer starts
 * at {@code DagController}.
 */
@NullMarked
package dev.millrace.api.dags;

import org.jspecify.annotations.NullMarked;
