package dev.millrace.scheduler.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Keeps what was read and never changes, the most recently used first. Safe for any number of
 * threads; two that miss at once may both read.
 */
public final class Kept<K, V> {
  private final Map<K, V> values;

  /**
   * @param limit at most that many are kept
   */
  public Kept(int limit) {
    this.values =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > limit;
          }
        };
  }

  /** The value that is kept, else what the reader gives, kept from now on. */
  public V get(K key, Function<K, V> reader) {
    synchronized (values) {
      V known = values.get(key);
      if (known != null) {
        return known;
      }
    }
    V read = reader.apply(key); // outside the lock: reading one must not hold up the others
    synchronized (values) {
      values.put(key, read);
    }
    return read;
  }
}
