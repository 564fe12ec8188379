package io.affectstream.features.align;

import io.affectstream.features.align.AlignmentStore.Stores;
import java.util.HashMap;
import java.util.Map;

/**
 * A store in memory, for a stream outside Flink.
 *
 * @param entries by key
 * @param <V> type of the entries
 */
public record MapStore<V>(Map<Long, V> entries) implements AlignmentStore<V> {

  /** Empty stores of one stream. */
  public static Stores stores() {
    return new Stores(empty(), empty(), empty(), empty());
  }

  private static <V> MapStore<V> empty() {
    return new MapStore<>(new HashMap<>());
  }

  /** Entries of all stores, each of which is a {@code MapStore}. */
  public static int size(Stores stores) {
    return size(stores.arrived())
        + size(stores.frames())
        + size(stores.voice())
        + size(stores.words());
  }

  private static int size(AlignmentStore<?> store) {
    return ((MapStore<?>) store).entries.size();
  }

  @Override
  public V getOr(long key, V absent) {
    return entries.getOrDefault(key, absent);
  }

  @Override
  public void put(long key, V value) {
    entries.put(key, value);
  }

  @Override
  public void remove(long key) {
    entries.remove(key);
  }

  @Override
  public void clear() {
    entries.clear();
  }
}
