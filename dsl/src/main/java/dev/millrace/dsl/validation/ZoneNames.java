package dev.millrace.dsl.validation;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Judges the names of zones: those of the IANA database that mean one place's clock. */
final class ZoneNames {
  // Abbreviations such as CET and EST5EDT are in the database for old files only; they do not say
  // whose summer time is meant.
  private static final Set<String> KNOWN =
      new TreeSet<>(
          Stream.concat(
                  ZoneId.getAvailableZoneIds().stream()
                      .filter(id -> id.contains("/") && !id.startsWith("SystemV/")),
                  List.of("UTC").stream())
              .toList());

  private ZoneNames() {}

  static void check(String zone, Pointer at, Findings findings) {
    if (KNOWN.contains(zone)) {
      return;
    }
    String message = "there is no time zone '%s'".formatted(Names.shown(zone));
    if (NearestName.find(zone, KNOWN).isPresent()) {
      findings.errorNear(ProblemCode.TZ_UNKNOWN, at, message, zone, KNOWN);
    } else {
      findings.error(
          ProblemCode.TZ_UNKNOWN,
          at,
          message,
          "write UTC or the IANA name of a place, such as Europe/Berlin; abbreviations are none");
    }
  }
}
