package io.affectstream.ingest;

import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.testing.MediaTools;
import io.affectstream.ingest.testing.MemorySink;
import io.affectstream.schemas.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Plays plans into memory. */
abstract class PlayedPlans {

  static final List<Word> WORDS =
      List.of(
          new Word("late", 5_000_000L, 5_100_000L, 1f),
          new Word("one", 100_000L, 300_000L, 0.5f),
          new Word("two", 450_000L, 800_000L, 1f),
          new Word("three", 900_000L, 1_100_000L, 1f));

  @TempDir Path folder;

  final MemorySink sink = new MemorySink();

  final Cancellation cancellation = new Cancellation();

  IngestOutcome play(StreamPlan plan) throws MediaException, IOException {
    return new Ingest(sink).play(plan, IngestListener.NONE, cancellation);
  }

  MediaSource.File clip(double seconds) throws IOException {
    return clip(seconds, "clip.mkv", "");
  }

  MediaSource.File clip(double seconds, String name, String format) throws IOException {
    String arguments =
        "-f lavfi -i testsrc2=size=64x48:rate=10:duration=%s -f lavfi -i sine=sample_rate=16000:duration=%s -c:v libx264 -bf 2 -g 5 -c:a %s %s"
            .formatted(seconds, seconds, format.isEmpty() ? "pcm_s16le" : "mp2", format)
            .strip();
    return new MediaSource.File(MediaTools.ffmpeg(folder.resolve(name), arguments.split(" +")));
  }
}
