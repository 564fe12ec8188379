package io.affectstream.training.crops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.testing.TestData;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WildFacesTest {

  @TempDir private Path folder;

  @Test
  void aPersonIsInOneSplit() {
    List<String> people =
        Stream.iterate(0, i -> i + 1).limit(5000).map(i -> "Person_" + i).toList();

    assertThat(people.stream().filter(name -> WildFaces.split(name).equals("report")).count())
        .isBetween(850L, 1150L);
    assertThat(people.stream().filter(name -> WildFaces.split(name).equals("choose")).count())
        .isBetween(400L, 600L);
  }

  @Test
  void facesAreCutInTheFramingOfTheTrainingImages() throws Exception {
    Path wild = some(TestData.require("faces-wild/faces-wild.tar.gz"), 40);
    Path out = folder.resolve("crops");
    try (FaceCutter cutter = cutter(out)) {
      WildFaces.cut(wild, cutter);

      assertThat(cutter.written()).isGreaterThan(34);
      assertThat(cutter.written() + cutter.faceless()).isLessThanOrEqualTo(40);
    }
    FaceImages train = FaceFolders.read(out, "train");
    assertThat(train.side()).isEqualTo(48);
    assertThat(train.labels()).doesNotContain(Expression.OTHER);
  }

  @Test
  void namesAnImageWithoutALabel() throws Exception {
    Path wild = some(TestData.require("faces-wild/faces-wild.tar.gz"), 1);
    Files.writeString(wild.resolve("labels.csv"), "path,label,person\n");
    try (FaceCutter cutter = cutter(folder.resolve("crops"))) {
      assertThatThrownBy(() -> WildFaces.cut(wild, cutter))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("expected a label for");
    }
  }

  @Test
  void framesOfACalmPersonAreNeutral() throws Exception {
    Path out = folder.resolve("crops");
    try (FaceCutter cutter = cutter(out)) {
      CalmTalk.cut(TestData.require("media/bbaf2n.mpg"), cutter);
    }

    FaceImages faces = FaceFolders.read(out, "train");
    assertThat(faces.size()).isGreaterThan(70);
    assertThat(faces.labels()).containsOnly(Expression.NEUTRAL);
    assertThat(faces.names()).contains("train/neutral/bbaf2n_0010.png");
  }

  private static FaceCutter cutter(Path out) throws IOException {
    return new FaceCutter(TestData.require("models/yunet_s_640_640.onnx"), out);
  }

  /** A folder with the labels and the first images of the archive. */
  private Path some(Path archive, int count) throws IOException {
    Path wild = Files.createDirectory(folder.resolve("wild"));
    Files.copy(TestData.require("faces-wild/labels.csv"), wild.resolve("labels.csv"));
    try (TarArchiveInputStream in =
            new TarArchiveInputStream(
                new java.util.zip.GZIPInputStream(Files.newInputStream(archive)));
        OutputStream file = new FileOutputStream(wild.resolve("faces-wild.tar.gz").toFile());
        TarArchiveOutputStream out = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
      for (int i = 0; i < count; i++) {
        TarArchiveEntry entry = in.getNextEntry();
        out.putArchiveEntry(entry);
        in.transferTo(out);
        out.closeArchiveEntry();
      }
    }
    return wild;
  }
}
