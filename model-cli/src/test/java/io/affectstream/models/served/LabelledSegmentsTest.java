package io.affectstream.models.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.models.served.LabelledSegments.Excerpt;
import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledSegmentsTest {

  private static final String HEADER = "file,start_s,end_s,any_of\n";

  @TempDir private Path folder;

  @Test
  void readsPartsRelativeToTheFile() throws Exception {
    List<Excerpt> parts = LabelledSegments.read(write(HEADER + "a.mp4,0.5,2,FEAR sad\n"));

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).file()).isEqualTo(folder.resolve("a.mp4"));
    assertThat(parts.get(0).classes())
        .containsExactlyInAnyOrder(Expression.FEAR, Expression.SADNESS);
    assertThat(parts.get(0).holds(0.5)).isTrue();
    assertThat(parts.get(0).holds(2)).isFalse();
  }

  @Test
  void namesALineThatIsNoPart() throws Exception {
    for (String line : List.of("a.mp4,0,1,puzzled", "a.mp4,x,1,sad", "a.mp4,0,1")) {
      Path file = write(HEADER + line + "\n");
      assertThatThrownBy(() -> LabelledSegments.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("line 2");
    }
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("segments.csv"), content);
  }
}
