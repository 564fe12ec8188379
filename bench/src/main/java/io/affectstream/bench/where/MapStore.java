package io.affectstream.bench.where;

import io.affectstream.features.align.AlignmentStore;
import java.util.HashMap;
import java.util.Map;

/**
 * A store in memory.
 *
 * @param map the entries
 * @param <V> what is kept
 */
public record MapStore<V>(Map<Long, V> map) implements AlignmentStore<V> {

  /** The stores of one stream. */
  public static Stores stores() {
    return new Stores(empty(), empty(), empty(), empty());
  }

  private static <V> MapStore<V> empty() {
    return new MapStore<>(new HashMap<>());
  }

  @Override
  public V getOr(long key, V absent) {
    return map.getOrDefault(key, absent);
  }

  @Override
  public void put(long key, V value) {
    map.put(key, value);
  }

  @Override
  public void remove(long key) {
    map.remove(key);
  }

  @Override
  public void clear() {
    map.clear();
  }
}
