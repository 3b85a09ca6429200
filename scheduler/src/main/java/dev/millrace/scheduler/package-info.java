/**
 * What runs when. This package only puts the others together for the service. A newcomer starts at
 * {@link dev.millrace.scheduler.engine.Decider} for what is decided and at {@link
 * dev.millrace.scheduler.dispatch.Queue} for how it is carried out.
 */
@NullMarked
package dev.millrace.scheduler;

import org.jspecify.annotations.NullMarked;
