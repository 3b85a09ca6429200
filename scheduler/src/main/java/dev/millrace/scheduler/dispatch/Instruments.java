package dev.millrace.scheduler.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;

/**
 * What dispatching measures with.
 *
 * @param meters where its figures go
 * @param nanoTime monotonic, as {@link System#nanoTime()}
 */
record Instruments(MeterRegistry meters, LongSupplier nanoTime) {}
