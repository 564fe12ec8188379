package io.affectstream.features.align;

import io.affectstream.features.align.AlignmentStore.Stores;
import java.util.HashMap;
import java.util.Map;

/** An alignment store in memory that can be counted. */
final class MapStore<V> implements AlignmentStore<V> {

  final Map<Long, V> entries = new HashMap<>();

  static Stores stores() {
    return new Stores(new MapStore<>(), new MapStore<>(), new MapStore<>(), new MapStore<>());
  }

  static int size(Stores stores) {
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
