/**
 * The film recommender as a Java team writes and runs it: the Dag in Java, the notebooks as they
 * are. It needs the client and nothing else of Millrace. A newcomer starts at {@link
 * dev.millrace.examples.recommender.Main}.
 */
@NullMarked
package dev.millrace.examples.recommender;

import org.jspecify.annotations.NullMarked;
