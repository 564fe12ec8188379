package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_compare;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** The audio track: converts decoded samples to 16-bit PCM at the source's rate and channels. */
final class SoundTrack implements AutoCloseable {

  private static final int BYTES_PER_SAMPLE = 2;
  private static final int MIN_RATE = 1_000;
  private static final int MAX_RATE = 1_000_000;
  private static final int MAX_CHANNELS = 64;

  private final Container container;
  private final SoundChunker chunker;
  private Decoder decoder;
  private final AVChannelLayout layout = new AVChannelLayout();
  private int format = -1;
  private int rate;
  private SwrContext converter;
  private BytePointer samples = new BytePointer(0);
  private long corruptPackets;
  private long unusable;

  SoundTrack(Container container, Decoder decoder, SoundChunker chunker) {
    this.container = container;
    this.decoder = decoder;
    this.chunker = chunker;
  }

  /** Switches to the decoder of a track that replaces this one. */
  void follow(Decoder next) {
    decoder.finish();
    drain();
    corruptPackets += decoder.corruptPackets();
    decoder.close();
    decoder = next;
  }

  /** Delivers every frame of samples that the decoder has ready. */
  void drain() {
    decoder.drain(this::deliver);
  }

  /** Delivers the rest. */
  void finish() {
    decoder.finish();
    drain();
    chunker.flush();
  }

  SoundChunker chunker() {
    return chunker;
  }

  /** Packets and frames that the decoders refused. */
  long corruptPackets() {
    return corruptPackets + decoder.corruptPackets();
  }

  /** Frames of samples that could not be converted. */
  long unusable() {
    return unusable;
  }

  private void deliver(AVFrame frame) {
    int channels = frame.ch_layout().nb_channels();
    if (frame.nb_samples() <= 0) {
      return;
    }
    long timestamp = frame.best_effort_timestamp();
    OptionalLong time =
        timestamp == AV_NOPTS_VALUE
            ? OptionalLong.empty()
            : OptionalLong.of(container.micros(decoder.timeBase(), timestamp));
    try {
      chunker.add(time, frame.sample_rate(), channels, pcm(frame, channels));
    } catch (FrameException e) {
      unusable++;
    }
  }

  private byte[] pcm(AVFrame frame, int channels) throws FrameException {
    if (channels < 1
        || channels > MAX_CHANNELS
        || frame.sample_rate() < MIN_RATE
        || frame.sample_rate() > MAX_RATE) {
      throw new FrameException("%d channels at %d Hz".formatted(channels, frame.sample_rate()));
    }
    int bytes = frame.nb_samples() * channels * BYTES_PER_SAMPLE;
    byte[] pcm = new byte[bytes];
    if (frame.format() == AV_SAMPLE_FMT_S16) {
      frame.data(0).capacity(bytes).get(pcm);
      return pcm;
    }
    prepare(frame);
    if (samples.capacity() < bytes) {
      samples.close();
      samples = new BytePointer(bytes);
    }
    try (PointerPointer<BytePointer> out = new PointerPointer<>(1)) {
      out.put(0, samples);
      int converted =
          FrameException.check(
              swr_convert(
                  converter, out, frame.nb_samples(), frame.extended_data(), frame.nb_samples()),
              "sample conversion");
      if (converted != frame.nb_samples()) {
        throw new FrameException(
            "sample conversion: expected %d samples, found %d"
                .formatted(frame.nb_samples(), converted));
      }
    }
    samples.position(0).get(pcm);
    return pcm;
  }

  private void prepare(AVFrame frame) throws FrameException {
    if (converter != null
        && format == frame.format()
        && rate == frame.sample_rate()
        && av_channel_layout_compare(layout, frame.ch_layout()) == 0) {
      return;
    }
    if (converter != null) {
      swr_free(converter);
    }
    format = -1;
    rate = frame.sample_rate();
    av_channel_layout_copy(layout, frame.ch_layout());
    converter = new SwrContext(null);
    FrameException.check(
        swr_alloc_set_opts2(
            converter, layout, AV_SAMPLE_FMT_S16, rate, layout, frame.format(), rate, 0, null),
        "sample converter");
    FrameException.check(swr_init(converter), "sample converter");
    format = frame.format();
  }

  @Override
  public void close() {
    if (converter != null) {
      swr_free(converter);
    }
    samples.close();
    layout.close();
  }
}
