package io.affectstream.bench.page;

import io.affectstream.ingest.RecordSink;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds words to streams with sound, two per second. Used by one thread. */
final class SpeakingSink implements RecordSink {

  private static final List<String> TEXT =
      List.of(
          "I", "have", "been", "waiting", "since", "Monday", "and", "nobody", "called", "me",
          "back", "so", "I", "want", "to", "cancel", "the", "order", "thank", "you");

  private static final long WORD_MICROS = 450_000;
  private static final long EVERY_MICROS = 500_000;

  private final RecordSink sink;
  private final Map<String, Integer> words = new HashMap<>();
  private final Map<String, Long> next = new HashMap<>();

  SpeakingSink(RecordSink sink) {
    this.sink = sink;
  }

  @Override
  public void descriptor(StreamDescriptor descriptor) throws IOException {
    List<Modality> modalities = new ArrayList<>(descriptor.getModalities());
    modalities.add(Modality.WORDS);
    int number = words.size();
    words.put(descriptor.getStream(), number); // a different beginning for each
    sink.descriptor(
        StreamDescriptor.newBuilder(descriptor)
            .setModalities(modalities)
            .setLanguage("en")
            .setRole(number % 2 == 0 ? "customer" : "agent")
            .build());
  }

  @Override
  public void video(VideoFrame frame) throws IOException {
    sink.video(frame);
  }

  @Override
  public void audio(AudioChunk chunk) throws IOException {
    sink.audio(chunk);
    String stream = chunk.getStream();
    long time = chunk.getTime();
    if (chunk.getEndOfStream()) {
      sink.transcript(transcript(stream, time, List.of()).setEndOfStream(true).build());
    } else if (time >= next.getOrDefault(stream, time + EVERY_MICROS)) {
      String text = TEXT.get(words.get(stream) % TEXT.size());
      Word word = new Word(text, time - EVERY_MICROS, time - EVERY_MICROS + WORD_MICROS, 0.9f);
      sink.transcript(transcript(stream, time, List.of(word)).build());
      next.put(stream, time + EVERY_MICROS);
    } else {
      next.putIfAbsent(stream, time + EVERY_MICROS);
    }
  }

  private Transcript.Builder transcript(String stream, long time, List<Word> spoken) {
    return Transcript.newBuilder()
        .setStream(stream)
        .setSequence(words.merge(stream, 1, Integer::sum))
        .setWords(spoken)
        .setCompleteThrough(time);
  }

  @Override
  public void transcript(Transcript transcript) throws IOException {
    sink.transcript(transcript);
  }

  @Override
  public void flush() throws IOException {
    sink.flush();
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }
}
