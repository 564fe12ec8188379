package io.affectstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionUnitTableTest {

  @TempDir private Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    float[] values = new float[12];
    Arrays.fill(values, 0.25f);
    Map<String, float[]> rows = new LinkedHashMap<>();
    rows.put("train/happy/a.jpg", values);
    rows.put("train/happy/no-face.jpg", ActionUnitTable.UNKNOWN);
    Path file = folder.resolve("au.csv");
    new ActionUnitTable(rows).write(file);

    ActionUnitTable read = ActionUnitTable.read(file);
    assertThat(read.of("train/happy/a.jpg"))
        .hasValueSatisfying(row -> assertThat(row).containsExactly(values));
    assertThat(read.of("train/happy/no-face.jpg")).isEmpty();
    assertThat(read.of("elsewhere")).isEmpty();
    assertThat(read.rows()).hasSize(2);
  }

  @Test
  void normalisesByTheHighestPercentile() {
    Map<String, float[]> rows = new LinkedHashMap<>();
    for (int i = 0; i < 200; i++) {
      float[] row = new float[12];
      row[3] = i / 1000f;
      rows.put("p" + i, row);
    }
    ActionUnitTable table = new ActionUnitTable(rows).normalised();

    assertThat(table.of("p198").orElseThrow()[3]).isEqualTo(1);
    assertThat(table.of("p199").orElseThrow()[3]).isEqualTo(1);
    assertThat(table.of("p99").orElseThrow()[3]).isCloseTo(0.5f, within(1e-6f));
    assertThat(table.of("p199").orElseThrow()[0]).isZero();
  }

  @Test
  void namesAWrongHeader() throws IOException {
    Path file = Files.writeString(folder.resolve("au.csv"), "picture,AU1\n");

    assertThatThrownBy(() -> ActionUnitTable.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("picture,AU1,AU2,AU4")
        .hasMessageContaining("found 'picture,AU1'");
  }

  @Test
  void namesAShortRow() throws IOException {
    Path file = folder.resolve("au.csv");
    new ActionUnitTable(Map.of()).write(file);
    Files.writeString(file, Files.readString(file) + "a,0.1,0.2\n");

    assertThatThrownBy(() -> ActionUnitTable.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected 13 cells")
        .hasMessageContaining("a,0.1,0.2");
  }
}
