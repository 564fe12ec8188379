package io.affectstream.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {

  /** Angles in the convention of av_display_rotation_set: clockwise. */
  @ParameterizedTest
  @CsvSource({
    "0, false, false, false, false, false",
    "90, false, false, true, true, false",
    "180, false, false, false, true, true",
    "270, false, false, true, false, true",
    "3, false, false, false, false, false",
    "88, false, false, true, true, false",
    "0, true, false, false, true, false",
    "0, false, true, false, false, true"
  })
  void ofDisplayMatrix(
      double clockwise,
      boolean flipColumns,
      boolean flipRows,
      boolean transpose,
      boolean mirrorColumns,
      boolean mirrorRows) {
    int[] matrix = new int[9];
    avutil.av_display_rotation_set(matrix, clockwise);
    avutil.av_display_matrix_flip(matrix, flipColumns ? 1 : 0, flipRows ? 1 : 0);
    try (IntPointer pointer = new IntPointer(matrix)) {
      assertThat(Orientation.ofDisplayMatrix(pointer))
          .isEqualTo(new Orientation(transpose, mirrorColumns, mirrorRows));
    }
  }
}
