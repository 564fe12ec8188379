package io.affectstream.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.ingest.media.MediaException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaSourceTest {

  @TempDir Path folder;

  @Test
  void aFolderIsItsMediaFilesByName() throws Exception {
    for (String name : List.of("b.MP4", "a.mkv", "notes.txt", "c.wav", "mp4")) {
      Files.writeString(folder.resolve(name), "x");
    }
    Files.createDirectories(folder.resolve("d.mp4"));
    assertThat(MediaSource.parse(folder.toString()))
        .containsExactly(file("a.mkv"), file("b.MP4"), file("c.wav"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gif", "gsm", "au", "dv", "asf", "qt", "h264", "264", "hevc", "f4v", "ogm", "rmvb", "wtv",
        "amr", "caf", "ac3", "divx", "m2p", "mod", "3g2", "y4m", "ivf", "mjpeg", "w64", "WAV"
      })
  void aFolderTakesWhatCanBeRead(String extension) throws Exception {
    Files.writeString(folder.resolve("a." + extension), "x");
    assertThat(MediaSource.parse(folder.toString())).containsExactly(file("a." + extension));
  }

  @Test
  void hiddenFilesOfAFolderAreSkipped() throws Exception {
    for (String name : List.of("._a.mp4", "a.mp4", ".b.mp4.part", ".c.mp4")) {
      Files.writeString(folder.resolve(name), "x");
    }
    assertThat(MediaSource.parse(folder.toString())).containsExactly(file("a.mp4"));
  }

  @Test
  void numberedImagesAreOneSource() throws Exception {
    for (int i = 7; i <= 12; i++) {
      Files.writeString(folder.resolve("shot_%03d.jpg".formatted(i)), "x");
    }
    Files.writeString(folder.resolve("shot_1.jpg"), "x");
    Path pattern = folder.resolve("shot_%03d.jpg");
    assertThat(MediaSource.parse(pattern.toString()))
        .containsExactly(new MediaSource.Images(pattern, 7));
    assertThat(new MediaSource.Images(pattern, 7).name()).isEqualTo("shot");
    assertThatThrownBy(() -> MediaSource.parse(folder.resolve("other%d.jpg").toString()))
        .isInstanceOf(MediaException.class)
        .hasMessageContainingAll("other%d.jpg", "expected images numbered like this");
  }

  @Test
  void aFolderWithoutMedia() throws Exception {
    Files.writeString(folder.resolve("notes.txt"), "x");
    assertThatThrownBy(() -> MediaSource.parse(folder.toString()))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.FOLDER_WITHOUT_MEDIA))
        .hasMessageContainingAll(folder.toString(), "mp4", "found none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://10.0.0.1/cam",
        "RTSP://10.0.0.1/cam",
        "https://example.org/live.m3u8",
        "rtmp://example.org/app/key",
        "udp://239.0.0.1:1234"
      })
  void addresses(String url) throws Exception {
    assertThat(MediaSource.parse(url)).containsExactly(new MediaSource.Address(url));
  }

  @Test
  void camerasAndFileAddresses() throws Exception {
    assertThat(MediaSource.parse("camera:0")).containsExactly(new MediaSource.Camera("0"));
    assertThat(MediaSource.parse("/dev/video2"))
        .containsExactly(new MediaSource.Camera("/dev/video2"));
    Path file = Files.writeString(folder.resolve("a b.mp4"), "x");
    assertThat(MediaSource.parse(file.toUri().toString()))
        .containsExactly(new MediaSource.File(file));
  }

  @Test
  void unknownSchemesAreMissingFiles() {
    assertThatThrownBy(() -> MediaSource.parse("gopher://x/y"))
        .isInstanceOf(MediaException.class)
        .hasMessageContainingAll("no such file", "rtsp");
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://user:pw@host:554/cam?token=1, rtsp://host:554/cam",
    "https://host/a/live.m3u8?sig=2, https://host/a/live.m3u8"
  })
  void secretsAreNotShown(String url, String shown) {
    assertThat(new MediaSource.Address(url).describe()).isEqualTo(shown);
  }

  @Test
  void streamIdsAreSafeAndUnique() {
    assertThat(
            StreamIds.of(
                List.of(
                    new MediaSource.File(Path.of("x/Anna & Bob (1).mp4")),
                    new MediaSource.File(Path.of("y/call.mp4")),
                    new MediaSource.File(Path.of("y/Call.mkv")),
                    new MediaSource.File(Path.of("y/call-2.wav")),
                    new MediaSource.File(Path.of("y/call.wav")),
                    new MediaSource.File(Path.of("y/.hidden")),
                    new MediaSource.File(Path.of("y/視頻.mp4")),
                    new MediaSource.File(Path.of("y/Gespräch Größe.mp4")),
                    new MediaSource.Address("rtsp://u:p@cam.local:554/live/main?x=1"),
                    new MediaSource.Address("https://h.org/a/live.m3u8"),
                    new MediaSource.Camera("/dev/video0"))))
        .containsExactly(
            "Anna_Bob_1_",
            "call",
            "Call-3",
            "call-2",
            "call-4",
            "hidden",
            "視頻",
            "Gespräch_Größe",
            "cam.local_554_live_main",
            "h.org_a_live",
            "camera-video0");
  }

  @ParameterizedTest
  @CsvSource({
    "회의 녹화 1, 회의_녹화_1",
    "会议（一）, 会议_一_",
    "Разговор №3, Разговор_3",
    "مكالمة ١, مكالمة_١",
    "हिन्दी फ़िल्म, हिन्दी_फ़िल्म",
    "สวัสดี, สวัสดี",
    "𠮷野家, 𠮷野家",
    "a\u0301ngel, \u00e1ngel",
    "-name, name",
    ".-hidden, hidden",
    "😀😀, stream",
    "con, _con",
    "LPT1.old, _LPT1.old",
    "a\u202eb\u0007c, a_b_c",
  })
  void lettersOfEveryScriptStay(String name, String id) {
    assertThat(StreamIds.sanitise(name)).isEqualTo(Normalizer.normalize(id, Normalizer.Form.NFC));
    assertThat(StreamIds.sanitise(id)).isEqualTo(StreamIds.sanitise(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ж", "語", "𠮷", "ก\u0e49"})
  void longNamesAreCutBetweenCharacters(String character) {
    String id = StreamIds.sanitise(character.repeat(300));
    assertThat(character.repeat(300)).startsWith(id);
    assertThat(id.codePointCount(0, id.length())).isBetween(30, 100);
    assertThat(StreamIds.bytes(id)).isLessThanOrEqualTo(150);
    assertThat(new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(id);
  }

  @Test
  void longNamesOfTheSameBeginningStayUnique() {
    String name = "語".repeat(80);
    assertThat(
            StreamIds.of(
                List.of(
                    new MediaSource.File(Path.of(name + "1.mp4")),
                    new MediaSource.File(Path.of(name + "2.mp4")))))
        .containsExactly("語".repeat(50), "語".repeat(50) + "-2");
  }

  private MediaSource file(String name) {
    return new MediaSource.File(folder.resolve(name));
  }
}
