package dev.millrace.scheduler.secret;

import java.time.Instant;

/**
 * What may be known of a secret.
 *
 * @param name unique in its project
 * @param version rises by one with each value, from 1, also across a deletion
 * @param setAt when this version was set
 * @param setBy who set it
 */
public record SecretRecord(String name, int version, Instant setAt, String setBy) {}
