/**
 * What is defined: projects, their files, and the Dags that their files and clients define. It
 * knows the dsl, the expression checks and the database, and nothing of runs, queues or workers. A
 * newcomer starts at {@code Deployments}, which turns a snapshot of files into versions of Dags.
 */
@NullMarked
package dev.millrace.scheduler.catalog;

import org.jspecify.annotations.NullMarked;
