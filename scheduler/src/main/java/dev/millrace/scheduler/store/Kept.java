package dev.millrace.scheduler.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was read and never changes, the most recently used first. Safe for any number of
 * threads; two that miss at once may both read.
 */
public final class Kept<K, V> {
  private final long limit;
  private final ToLongFunction<V> weight;
  private final LinkedHashMap<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
  private long total;

  /**
   * @param limit at most that many are kept
   */
  public Kept(int limit) {
    this(limit, value -> 1);
  }

  /**
   * @param limit all that is kept weighs at most that much together, but the newest is always kept
   * @param weight of a value; always the same
   */
  public Kept(long limit, ToLongFunction<V> weight) {
    this.limit = limit;
    this.weight = weight;
  }

  /** The value that is kept, else what the reader gives, kept from now on. */
  public V get(K key, Function<K, V> reader) {
    V known = known(key);
    if (known != null) {
      return known;
    }
    V read = reader.apply(key); // outside the lock: reading one must not hold up the others
    put(key, read);
    return read;
  }

  /** As {@link #get}; that there is none is not kept. */
  public Optional<V> find(K key, Function<K, Optional<V>> reader) {
    V known = known(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<V> read = reader.apply(key);
    read.ifPresent(value -> put(key, value));
    return read;
  }

  /**
   * The values of those keys, read together where they are not kept.
   *
   * @param reader is asked once, for those that are missing; what it does not give is left out
   */
  public Map<K, V> all(Collection<K> keys, Function<List<K>, Map<K, V>> reader) {
    Map<K, V> found = new HashMap<>();
    List<K> missing = new ArrayList<>();
    for (K key : keys) {
      V known = known(key);
      if (known == null) {
        missing.add(key);
      } else {
        found.put(key, known);
      }
    }
    if (!missing.isEmpty()) {
      Map<K, V> read = reader.apply(missing);
      read.forEach(this::put);
      found.putAll(read);
    }
    return found;
  }

  /** Keeps a value that nobody has to read. */
  public void put(K key, V value) {
    synchronized (values) {
      V before = values.put(key, value);
      total += weight.applyAsLong(value) - (before == null ? 0 : weight.applyAsLong(before));
      forgetOldest();
    }
  }

  private @Nullable V known(K key) {
    synchronized (values) {
      return values.get(key);
    }
  }

  private void forgetOldest() {
    Iterator<V> oldest = values.values().iterator();
    while (total > limit && values.size() > 1) {
      total -= weight.applyAsLong(oldest.next());
      oldest.remove();
    }
  }
}
