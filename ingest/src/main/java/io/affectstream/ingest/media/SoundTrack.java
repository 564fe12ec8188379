package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_compare;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** The audio track: decoded samples become 16-bit PCM at the source's own rate and channels. */
final class SoundTrack implements AutoCloseable {

  private static final int BYTES_PER_SAMPLE = 2;

  private final Container container;
  private final Decoder decoder;
  private final TimeBase timeBase;
  private final SoundChunker chunker;
  private final AVChannelLayout layout = new AVChannelLayout();
  private int format = -1;
  private int rate;
  private SwrContext converter;
  private BytePointer samples = new BytePointer(0);

  SoundTrack(Container container, Decoder decoder, SoundChunker chunker) {
    this.container = container;
    this.decoder = decoder;
    this.timeBase = decoder.timeBase();
    this.chunker = chunker;
  }

  /** Delivers every frame of samples the decoder has ready. */
  void drain() {
    for (Optional<AVFrame> frame = decoder.receive();
        frame.isPresent();
        frame = decoder.receive()) {
      deliver(frame.get());
    }
  }

  SoundChunker chunker() {
    return chunker;
  }

  private void deliver(AVFrame frame) {
    int channels = frame.ch_layout().nb_channels();
    if (frame.nb_samples() <= 0 || channels <= 0 || frame.sample_rate() <= 0) {
      return;
    }
    long timestamp = frame.best_effort_timestamp();
    OptionalLong time =
        timestamp == AV_NOPTS_VALUE
            ? OptionalLong.empty()
            : OptionalLong.of(container.micros(timeBase, timestamp));
    chunker.add(time, frame.sample_rate(), channels, pcm(frame, channels));
  }

  private byte[] pcm(AVFrame frame, int channels) {
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
          Ffmpeg.check(
              swr_convert(
                  converter, out, frame.nb_samples(), frame.extended_data(), frame.nb_samples()),
              "sample conversion");
      if (converted != frame.nb_samples()) {
        throw new IllegalStateException(
            "sample conversion: expected %d samples, found %d"
                .formatted(frame.nb_samples(), converted));
      }
    }
    samples.position(0).get(pcm);
    return pcm;
  }

  private void prepare(AVFrame frame) {
    if (converter != null
        && format == frame.format()
        && rate == frame.sample_rate()
        && av_channel_layout_compare(layout, frame.ch_layout()) == 0) {
      return;
    }
    if (converter != null) {
      swr_free(converter);
    }
    format = frame.format();
    rate = frame.sample_rate();
    av_channel_layout_copy(layout, frame.ch_layout());
    converter = new SwrContext(null);
    Ffmpeg.check(
        swr_alloc_set_opts2(
            converter, layout, AV_SAMPLE_FMT_S16, rate, layout, format, rate, 0, null),
        "sample converter");
    Ffmpeg.check(swr_init(converter), "sample converter");
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
