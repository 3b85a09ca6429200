package dev.millrace.scheduler.engine;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All moves that one kind of thing may make between its states. Immutable.
 *
 * @param name what moves, for messages and diagrams: {@code run}, {@code step} or {@code attempt}
 * @param initial the state in which it is created
 * @param ends the states in which it has ended
 * @param edges every legal move; a pair of states may be linked for several reasons
 */
public record TransitionTable<S extends Enum<S>>(
    String name, S initial, Set<S> ends, Set<Edge<S>> edges) {

  /**
   * One legal move.
   *
   * @param why what makes the move, as the diagram says it
   * @param reopens whether it leads out of an end, which only a rerun or a mark may do
   */
  public record Edge<S>(S from, S to, String why, boolean reopens) {}

  public TransitionTable {
    ends = Collections.unmodifiableSet(new LinkedHashSet<>(ends));
    edges = Collections.unmodifiableSet(new LinkedHashSet<>(edges));
  }

  /** Whether some edge, reopening ones included, leads from {@code from} to {@code to}. */
  public boolean allows(S from, S to) {
    return edges.stream().anyMatch(edge -> edge.from() == from && edge.to() == to);
  }

  /**
   * Guards a write.
   *
   * @return {@code to}
   * @throws IllegalStateException if no edge leads there: a mistake in the caller, never in user
   *     input
   */
  public S require(S from, S to) {
    if (!allows(from, to)) {
      throw new IllegalStateException(
          "a %s cannot go from %s to %s; from there it may go to %s"
              .formatted(name, WireName.of(from), WireName.of(to), targets(from)));
    }
    return to;
  }

  private List<String> targets(S from) {
    return edges.stream()
        .filter(edge -> edge.from() == from)
        .map(edge -> WireName.of(edge.to()))
        .distinct()
        .toList();
  }

  /**
   * The table as a Mermaid state diagram; edges that only a rerun or mark takes are left to the
   * text around it.
   */
  String toMermaid() {
    String arrows =
        edges.stream()
            .filter(edge -> !edge.reopens())
            .map(
                edge ->
                    "  %s --> %s: %s\n"
                        .formatted(WireName.of(edge.from()), WireName.of(edge.to()), edge.why()))
            .collect(Collectors.joining());
    String stops =
        ends.stream()
            .map(state -> "  %s --> [*]\n".formatted(WireName.of(state)))
            .collect(Collectors.joining());
    return "stateDiagram-v2\n  [*] --> %s\n%s%s".formatted(WireName.of(initial), arrows, stops);
  }
}
