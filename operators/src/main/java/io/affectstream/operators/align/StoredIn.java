package io.affectstream.operators.align;

import io.affectstream.features.align.AlignmentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.state.MapState;

/**
 * An alignment store in keyed state.
 *
 * @param <V> type of the entries
 */
final class StoredIn<V> implements AlignmentStore<V> {

  private final MapState<Long, V> state;

  StoredIn(MapState<Long, V> state) {
    this.state = state;
  }

  @Override
  public V getOr(long key, V absent) {
    try {
      V value = state.get(key);
      return value == null ? absent : value;
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public void put(long key, V value) {
    try {
      state.put(key, value);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public void remove(long key) {
    try {
      state.remove(key);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public void clear() {
    state.clear();
  }

  private static UncheckedIOException failed(Exception e) {
    return new UncheckedIOException(new IOException("keyed state is not accessible", e));
  }
}
