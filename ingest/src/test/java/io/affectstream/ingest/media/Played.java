package io.affectstream.ingest.media;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A source read to its end. */
record Played(
    MediaInfo info, List<MediaEvent> events, MediaReport report, long imageEnd, long soundEnd) {

  static Played file(Path path) throws MediaException {
    return file(path, MediaOptions.DEFAULT);
  }

  static Played file(Path path, MediaOptions options) throws MediaException {
    MediaSource source = MediaSource.parse(path.toString()).get(0);
    try (MediaReader reader = MediaReader.open(source, options, 0, new Cancellation())) {
      List<MediaEvent> events = new ArrayList<>();
      for (Optional<MediaEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
        events.add(event.get());
      }
      return new Played(
          reader.info(), events, reader.report(), reader.imageEnd(), reader.soundEnd());
    }
  }

  List<MediaEvent.Image> images() {
    return events.stream()
        .filter(MediaEvent.Image.class::isInstance)
        .map(MediaEvent.Image.class::cast)
        .toList();
  }

  List<MediaEvent.Sound> sounds() {
    return events.stream()
        .filter(MediaEvent.Sound.class::isInstance)
        .map(MediaEvent.Sound.class::cast)
        .toList();
  }

  byte[] pcm() {
    ByteArrayOutputStream pcm = new ByteArrayOutputStream();
    sounds().forEach(sound -> pcm.writeBytes(sound.pcm()));
    return pcm.toByteArray();
  }
}
