package dev.millrace.scheduler.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish to write one Dag over the API.
 *
 * @param name what the definition must be called
 * @param json whether the text is JSON; else YAML
 * @param dryRun judge and plan, write nothing
 * @param adopt take the Dag over when it belongs to a file
 * @param triggersPaused whether triggers that are new start paused
 * @param by who wishes it, as a word for people; also the client that owns the Dag from now on
 * @param expected what the writer has read as the current definition; null: whatever it is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes as they came
public record DagPut(
    UUID project,
    String name,
    byte[] text,
    boolean json,
    boolean dryRun,
    boolean adopt,
    boolean triggersPaused,
    String by,
    @Nullable Digest expected) {}
