package io.affectstream.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  @TempDir private Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    Path file = folder.resolve("x.ckpt");
    new Checkpoint(3, 1200, 0.61, Map.of("a", new float[] {1, -2.5f}, "b", new float[0]))
        .write(file);

    Checkpoint read = Checkpoint.read(file);
    assertThat(read.epoch()).isEqualTo(3);
    assertThat(read.step()).isEqualTo(1200);
    assertThat(read.best()).isEqualTo(0.61);
    assertThat(read.arrays()).containsOnlyKeys("a", "b");
    assertThat(read.arrays().get("a")).containsExactly(1, -2.5f);
    assertThat(folder.resolve("x.ckpt.part")).doesNotExist();
  }

  @Test
  void namesWhatDoesNotFit() {
    Checkpoint checkpoint = new Checkpoint(1, 1, 0, Map.of("momentum/a", new float[] {1, 2, 3}));
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> state = Map.of("a", manager.zeros(new Shape(2)));

      assertThatThrownBy(() -> checkpoint.restore(state))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected 'momentum/a' with 2 values, found 3");
    }
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    Path file = folder.resolve("x.ckpt");
    Files.writeString(file, "not a checkpoint");

    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a checkpoint");
  }
}
