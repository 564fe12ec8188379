package io.affectstream.training.data.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleManifestTest {

  @TempDir private Path folder;

  @BeforeEach
  void generate() throws IOException {
    Files.createDirectories(folder.resolve("sounds"));
    for (String name : List.of("sounds/a.wav", "sounds/b, c.wav", "d.jpg")) {
      Files.writeString(folder.resolve(name), "x");
    }
  }

  @Test
  void readsSamplesWithPathsRelativeToTheFile() throws IOException {
    List<ManifestEntry> samples =
        read(
            "\ufeffpath,label,split,speaker\r",
            "sounds/a.wav, Happy ,Train,anna\r",
            "",
            "\"sounds/b, c.wav\",ANGER,dev,\"Bob \"\"B\"\"\"",
            "d.jpg,joy,test,carl");

    assertThat(samples)
        .containsExactly(
            new ManifestEntry(
                folder.resolve("sounds/a.wav"),
                Expression.HAPPINESS,
                Optional.of(Split.TRAIN),
                Optional.of("anna")),
            new ManifestEntry(
                folder.resolve("sounds/b, c.wav"),
                Expression.ANGER,
                Optional.of(Split.VALIDATION),
                Optional.of("Bob \"B\"")),
            new ManifestEntry(
                folder.resolve("d.jpg"),
                Expression.HAPPINESS,
                Optional.of(Split.TEST),
                Optional.of("carl")));
  }

  @Test
  void splitAndSpeakerMayBeLeftOutAndColumnsReordered() throws IOException {
    assertThat(read("label,path", "sad,d.jpg"))
        .containsExactly(
            new ManifestEntry(
                folder.resolve("d.jpg"), Expression.SADNESS, Optional.empty(), Optional.empty()));
  }

  @Test
  void allProblemsAreReportedTogether() {
    assertThatThrownBy(
            () ->
                read(
                    "path,label,split,speaker",
                    "sounds/a.wav,bliss,train,anna",
                    "d.jpg,happy,later,anna",
                    "gone.wav,grumpy,train,bob",
                    "lost.wav,bliss,train,bob",
                    "./d.jpg,happy,train,bob",
                    "\"sounds/b, c.wav\",happy,test,bob",
                    "d.jpg,happy"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("manifest.csv:")
        .hasMessageContaining("found [bliss, grumpy]")
        .hasMessageContaining("surprised")
        .hasMessageContaining("found [later]")
        .hasMessageContaining("found none for gone.wav, lost.wav")
        .hasMessageContaining("line 6: expected a path that line 3 does not list, found './d.jpg'")
        .hasMessageContaining("expected 'bob' in one split, found [TRAIN, TEST]")
        .hasMessageContaining("line 8: expected 4 cells, found '[d.jpg, happy]'");
  }

  @Test
  void aFolderIsNoSample() {
    assertThatThrownBy(() -> read("path,label", "sounds,happy", ",happy"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found none for sounds, ");
  }

  @Test
  void manyMissingFilesAreCounted() {
    String[] lines = new String[31];
    lines[0] = "path,label";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = "gone%d.wav,happy".formatted(i);
    }

    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gone20.wav, and 10 more")
        .hasMessageNotContaining("gone21.wav");
  }

  @Test
  void anEmptySpeakerIsRefused() {
    assertThatThrownBy(() -> read("path,label,speaker", "d.jpg,happy,"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2: expected a speaker, found ''");
  }

  @Test
  void anotherHeaderIsRefused() {
    for (String header : List.of("path,emotion", "path,label,age", "path,label,path", "label")) {
      assertThatThrownBy(() -> read(header, "d.jpg,happy,x"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("line 1: expected the header path,label,split,speaker")
          .hasMessageContaining("found '" + header + "'");
    }
  }

  @Test
  void aHeaderAloneIsRefused() {
    assertThatThrownBy(() -> read("path,label"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("at least one sample, found 1 lines");
  }

  private List<ManifestEntry> read(String... lines) throws IOException {
    return SampleManifest.read(
        Files.writeString(folder.resolve("manifest.csv"), String.join("\n", lines)));
  }
}
