package io.affectstream.ingest.testing;

import io.affectstream.ingest.Positions;
import io.affectstream.ingest.Positions.Position;
import io.affectstream.ingest.RecordSink;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** A sink that keeps its records and fails after a set number of them. */
public final class MemorySink implements RecordSink {

  private final List<SpecificRecord> records = new ArrayList<>();
  private int capacity = Integer.MAX_VALUE;
  private int flushed;

  /** Number of records after which it fails. */
  public void breakAfter(int count) {
    capacity = count;
  }

  /** All records in order of arrival. */
  public List<SpecificRecord> records() {
    return List.copyOf(records);
  }

  /** Records of one topic. */
  public <T> List<T> of(Class<T> type) {
    return records.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Number of records at the last flush. */
  public int flushed() {
    return flushed;
  }

  /** Positions of the stream for a reader of the topics. */
  public Positions positions() {
    Position video = Position.NONE;
    Position audio = Position.NONE;
    Position transcripts = Position.NONE;
    for (SpecificRecord record : records) {
      if (record instanceof VideoFrame frame) {
        video = video.with(frame.getSequence(), frame.getEndOfStream());
      } else if (record instanceof AudioChunk chunk) {
        audio = audio.with(chunk.getSequence(), chunk.getEndOfStream());
      } else if (record instanceof Transcript words) {
        transcripts = transcripts.with(words.getSequence(), words.getEndOfStream());
      }
    }
    return new Positions(
        of(StreamDescriptor.class).stream().reduce((before, newer) -> newer),
        video,
        audio,
        transcripts);
  }

  @Override
  public void descriptor(StreamDescriptor descriptor) throws IOException {
    add(descriptor);
  }

  @Override
  public void video(VideoFrame frame) throws IOException {
    add(frame);
  }

  @Override
  public void audio(AudioChunk chunk) throws IOException {
    add(chunk);
  }

  @Override
  public void transcript(Transcript transcript) throws IOException {
    add(transcript);
  }

  @Override
  public void flush() {
    flushed = records.size();
  }

  @Override
  public void close() {
    flush();
  }

  private void add(SpecificRecord record) throws IOException {
    if (records.size() >= capacity) {
      throw new IOException("broken after " + capacity);
    }
    records.add(record);
  }
}
