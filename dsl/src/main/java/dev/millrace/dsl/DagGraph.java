package dev.millrace.dsl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Who comes before whom among the steps of one Dag. Immutable, and safe for any number of threads.
 *
 * <p>Works for any definition, valid or not: a dependency on an unknown step is left out, one that
 * is named twice counts once, and a cycle is found by {@link #cycle()}. Nothing here recurses, so
 * the length of a chain does not matter.
 */
public final class DagGraph {
  private final SequencedMap<String, SequencedSet<String>> upstream;
  private final SequencedMap<String, SequencedSet<String>> downstream;

  private DagGraph(
      SequencedMap<String, SequencedSet<String>> upstream,
      SequencedMap<String, SequencedSet<String>> downstream) {
    this.upstream = upstream;
    this.downstream = downstream;
  }

  /** The graph of these steps; dependencies on steps that are not among them are left out. */
  public static DagGraph of(Collection<Step> steps) {
    SequencedMap<String, SequencedSet<String>> upstream = new LinkedHashMap<>();
    SequencedMap<String, SequencedSet<String>> downstream = new LinkedHashMap<>();
    for (Step step : steps) {
      upstream.put(step.id(), new LinkedHashSet<>());
      downstream.put(step.id(), new LinkedHashSet<>());
    }
    for (Step step : steps) {
      for (String parent : step.dependsOn()) {
        SequencedSet<String> children = downstream.get(parent);
        if (children != null) {
          children.add(step.id());
          of(upstream, step.id()).add(parent);
        }
      }
    }
    return new DagGraph(unmodifiable(upstream), unmodifiable(downstream));
  }

  /** All step ids in the order of the definition. */
  public SequencedSet<String> steps() {
    return upstream.sequencedKeySet();
  }

  /** The steps without an upstream step, in the order of the definition. */
  public List<String> roots() {
    return upstream.entrySet().stream()
        .filter(e -> e.getValue().isEmpty())
        .map(e -> e.getKey())
        .toList();
  }

  /**
   * The direct upstream steps, in the order in which the step names them.
   *
   * @throws NoSuchElementException when there is no such step
   */
  public SequencedSet<String> upstream(String step) {
    return of(upstream, step);
  }

  /**
   * The direct downstream steps, in the order of the definition.
   *
   * @throws NoSuchElementException when there is no such step
   */
  public SequencedSet<String> downstream(String step) {
    return of(downstream, step);
  }

  /**
   * Every step that has to come before this one, nearest first; without the step itself, unless it
   * lies on a cycle.
   *
   * @throws NoSuchElementException when there is no such step
   */
  public SequencedSet<String> ancestors(String step) {
    return reachable(step, upstream);
  }

  /**
   * Every step that comes after this one, nearest first; without the step itself, unless it lies on
   * a cycle.
   *
   * @throws NoSuchElementException when there is no such step
   */
  public SequencedSet<String> descendants(String step) {
    return reachable(step, downstream);
  }

  /**
   * All steps, each after its upstream steps; among those that are free to go first, in the order
   * of the definition.
   *
   * @throws IllegalStateException when there is a cycle
   */
  public List<String> topologicalOrder() {
    List<String> order = sortable();
    if (order.size() < upstream.size()) {
      throw new IllegalStateException(
          "the steps form a cycle: " + String.join(" -> ", cycle().orElseThrow()));
    }
    return Collections.unmodifiableList(order);
  }

  /**
   * One cycle in the direction of the run, its first step repeated at its end; empty when there is
   * none.
   */
  public Optional<List<String>> cycle() {
    List<String> sorted = sortable();
    if (sorted.size() == upstream.size()) {
      return Optional.empty();
    }
    SequencedSet<String> unsorted = new LinkedHashSet<>(upstream.sequencedKeySet());
    sorted.forEach(unsorted::remove);
    // Every unsorted step has an unsorted parent, so walking from parent to parent must come back
    // to a step seen before.
    SequencedSet<String> path = new LinkedHashSet<>();
    String step = unsorted.getFirst();
    while (path.add(step)) {
      step = of(upstream, step).stream().filter(unsorted::contains).findFirst().orElseThrow();
    }
    List<String> cycle = new ArrayList<>(path);
    cycle = new ArrayList<>(cycle.subList(cycle.indexOf(step), cycle.size()));
    cycle.add(step);
    return Optional.of(List.copyOf(cycle.reversed()));
  }

  /**
   * Answers in constant time whether one step comes before another, for all pairs. Takes a bit for
   * each pair (12 MB for 10,000 steps) and is meant to be dropped after use.
   *
   * @throws IllegalStateException when there is a cycle
   */
  public Ancestry ancestry() {
    List<String> order = topologicalOrder();
    SequencedMap<String, Integer> position = new LinkedHashMap<>();
    List<BitSet> before = new ArrayList<>(order.size());
    for (String step : order) {
      BitSet ancestors = new BitSet(order.size());
      for (String parent : of(upstream, step)) {
        int at = of(position, parent);
        ancestors.set(at);
        ancestors.or(before.get(at));
      }
      position.put(step, before.size());
      before.add(ancestors);
    }
    return new Ancestry(position, before);
  }

  /** All pairs of steps where one comes before the other. */
  public static final class Ancestry {
    private final SequencedMap<String, Integer> position;
    private final List<BitSet> before;

    private Ancestry(SequencedMap<String, Integer> position, List<BitSet> before) {
      this.position = position;
      this.before = before;
    }

    /** Whether {@code earlier} has to come before {@code later}; false when either is unknown. */
    public boolean isUpstream(String earlier, String later) {
      Integer first = position.get(earlier);
      Integer second = position.get(later);
      return first != null && second != null && before.get(second).get(first);
    }
  }

  /** The topological order of all steps that neither lie on a cycle nor follow one. */
  private List<String> sortable() {
    SequencedMap<String, Integer> missing = new LinkedHashMap<>();
    Deque<String> free = new ArrayDeque<>();
    upstream.forEach(
        (step, parents) -> {
          missing.put(step, parents.size());
          if (parents.isEmpty()) {
            free.add(step);
          }
        });
    List<String> order = new ArrayList<>(missing.size());
    while (!free.isEmpty()) {
      String step = free.remove();
      order.add(step);
      for (String child : of(downstream, step)) {
        if (missing.merge(child, -1, Integer::sum) == 0) {
          free.add(child);
        }
      }
    }
    return order;
  }

  private static SequencedSet<String> reachable(
      String from, SequencedMap<String, SequencedSet<String>> edges) {
    SequencedSet<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(of(edges, from));
    while (!open.isEmpty()) {
      String step = open.remove();
      if (found.add(step)) {
        open.addAll(of(edges, step));
      }
    }
    return Collections.unmodifiableSequencedSet(found);
  }

  private static <V> V of(SequencedMap<String, V> map, String step) {
    V value = map.get(step);
    if (value == null) {
      throw new NoSuchElementException("there is no step '%s'".formatted(step));
    }
    return value;
  }

  private static SequencedMap<String, SequencedSet<String>> unmodifiable(
      SequencedMap<String, SequencedSet<String>> map) {
    map.replaceAll((step, others) -> Collections.unmodifiableSequencedSet(others));
    return Collections.unmodifiableSequencedMap(map);
  }
}
