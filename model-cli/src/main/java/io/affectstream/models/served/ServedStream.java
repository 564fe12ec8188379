package io.affectstream.models.served;

import io.affectstream.features.align.SpokenWords;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.stream.StageListener;
import io.affectstream.inference.stream.StreamAnalyser;
import io.affectstream.ingest.RecordSink;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** One stream in memory, from its records to its prediction, without smoothing. One use. */
final class ServedStream implements RecordSink {

  private final Set<Modality> taken;
  private final StreamAnalyser stream;
  private final ItemPrediction prediction = new ItemPrediction();

  /**
   * A stream.
   *
   * @param models a running bundle
   * @param taken modalities that are analysed; others are ignored
   */
  ServedStream(ModelRuntime models, Set<Modality> taken) {
    this.taken = taken;
    this.stream =
        new StreamAnalyser(
            models,
            StreamAnalyser.Settings.defaults(models.bundle().manifest()),
            StageListener.NONE,
            prediction::add);
  }

  /** The answer for the whole stream. */
  ItemPrediction prediction() {
    return prediction;
  }

  @Override
  public void descriptor(StreamDescriptor descriptor) {
    expect(descriptor.getModalities());
    stream.role(descriptor.getRole() == null ? "" : descriptor.getRole());
  }

  /** The modalities of the stream. */
  void expect(List<Modality> modalities) {
    stream.expect(modalities.stream().filter(taken::contains).toList());
  }

  @Override
  public void video(VideoFrame frame) throws IOException {
    if (taken.contains(Modality.FACE)) {
      stream.video(frame);
    }
  }

  @Override
  public void audio(AudioChunk chunk) throws IOException {
    if (taken.contains(Modality.VOICE)) {
      stream.audio(chunk);
    }
  }

  @Override
  public void transcript(Transcript transcript) {
    // Recordings are played without transcripts; texts come as words.
  }

  /** Words with their vectors. */
  void words(SpokenWords words) {
    stream.words(words);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    stream.close();
  }
}
