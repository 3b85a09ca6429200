package dev.millrace.executor.environment;

import dev.millrace.executor.kernel.ProcessMarker;
import java.time.Duration;

/**
 * On whose behalf something is built.
 *
 * @param marker recognises the build's processes
 * @param log hears what is done
 * @param locks where locks are kept
 * @param limit how long finding or building may take, waiting for another build included
 */
public record EnvironmentBuild(
    ProcessMarker marker, BuildLog log, EnvironmentLocks locks, Duration limit) {}
