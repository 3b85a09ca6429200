package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.codec.DagJson;
import dev.millrace.scheduler.store.Json;
import org.jspecify.annotations.Nullable;

/**
 * A Dag that passed every check, on its way to become a version.
 *
 * @param json what it says, its steps and parameters in the author's order, because people read
 *     them so
 * @param digest of the canonical text, whatever the order: what tells versions apart
 * @param source the author's own text; null when nobody wrote one
 * @param sourcePath where it stood in the project; null when it came otherwise
 */
record Definition(
    Dag dag, String json, Digest digest, @Nullable String source, @Nullable String sourcePath) {

  static Definition of(Dag dag, @Nullable String source, @Nullable String sourcePath) {
    return new Definition(
        dag, Json.write(DagJson.toJson(dag)), new Digest(DagJson.digest(dag)), source, sourcePath);
  }
}
