package io.affectstream.training.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureCacheTest {

  private static final byte[] INPUT = "input".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private int computations;

  @Test
  void computesOnceAndGivesTheSameValues() throws IOException {
    FeatureArray first = cache("a").of(INPUT, this::features);
    FeatureArray second = cache("a").of(INPUT, this::features);

    assertThat(computations).isEqualTo(1);
    assertThat(second.shape()).isEqualTo(first.shape()).containsExactly(2, 3);
    assertThat(second.values())
        .isEqualTo(first.values())
        .containsExactly(0, -1.5f, Float.NaN, 1e-40f, Float.POSITIVE_INFINITY, 1);
  }

  @Test
  void anotherInputOrFrontEndIsComputedAnew() throws IOException {
    cache("a").of(INPUT, this::features);
    cache("b").of(INPUT, this::features);
    cache("a").of(new byte[0], this::features);
    cache("").of("ainput".getBytes(StandardCharsets.UTF_8), this::features);
    cache("ai").of("nput".getBytes(StandardCharsets.UTF_8), this::features);

    assertThat(computations).isEqualTo(5);
  }

  @Test
  void everyAlteredByteIsNoticedAndTheEntryReplaced() throws IOException {
    cache("a").of(INPUT, this::features);
    Path entry = entries().get(0);
    byte[] intact = Files.readAllBytes(entry);
    for (int i = 0; i < intact.length; i++) {
      byte[] altered = intact.clone();
      altered[i] ^= 1;
      Files.write(entry, altered);
      cache("a").of(INPUT, this::features);

      assertThat(computations).isEqualTo(2 + i);
      assertThat(entry).hasBinaryContent(intact);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 11, 12, 30})
  void anEntryCutShortIsComputedAnew(int length) throws IOException {
    cache("a").of(INPUT, this::features);
    Path entry = entries().get(0);
    byte[] intact = Files.readAllBytes(entry);
    Files.write(entry, Arrays.copyOf(intact, length));

    assertThat(cache("a").of(INPUT, this::features).values()).hasSize(6);
    assertThat(computations).isEqualTo(2);
    assertThat(entry).hasBinaryContent(intact);
  }

  @Test
  void aFailedComputationLeavesNothing() throws IOException {
    assertThatThrownBy(
            () ->
                cache("a")
                    .of(
                        INPUT,
                        () -> {
                          throw new IOException("broken input");
                        }))
        .isInstanceOf(IOException.class)
        .hasMessage("broken input");
    assertThat(entries()).isEmpty();
  }

  @Test
  void whatAKillLeftIsNotRead() throws IOException {
    cache("a").of(INPUT, this::features);
    Path entry = entries().get(0);
    Files.move(entry, entry.resolveSibling(entry.getFileName() + "17.part"));
    cache("a").of(INPUT, this::features);

    assertThat(computations).isEqualTo(2);
    assertThat(entries()).hasSize(2).contains(entry);
  }

  @Test
  void numbersOfRowsAreKeptExactly() throws IOException {
    long[] index = {Long.MIN_VALUE, (1L << 53) + 1, Long.MAX_VALUE};
    FeatureArray numbered = new FeatureArray(index, new int[] {3, 1}, new float[] {1, 2, 3});
    cache("a").of(INPUT, () -> numbered);
    FeatureArray kept = cache("a").of(INPUT, this::features);

    assertThat(kept.index()).containsExactly(index);
    assertThat(kept.values()).containsExactly(1, 2, 3);
    assertThat(computations).isZero();
    assertThatThrownBy(() -> new FeatureArray(new long[2], new int[] {3, 0}, new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected the numbers of 3 rows, found 2");
  }

  @Test
  void valuesMustFillTheShape() {
    assertThatThrownBy(() -> new FeatureArray(new int[] {2, 3}, new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 6 values for shape [2, 3], found 5");
  }

  private FeatureArray features() {
    computations++;
    return new FeatureArray(
        new int[] {2, 3}, new float[] {0, -1.5f, Float.NaN, 1e-40f, Float.POSITIVE_INFINITY, 1});
  }

  private FeatureCache cache(String frontEnd) {
    return new FeatureCache(folder.resolve("cache"), frontEnd);
  }

  private List<Path> entries() throws IOException {
    Path cache = folder.resolve("cache");
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
