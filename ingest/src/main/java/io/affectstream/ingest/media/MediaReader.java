package io.affectstream.ingest.media;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads one source as images and sound in the order of their times. Streaming: buffers at most two
 * seconds (half a second of a live source) or 64 MiB of encoded media ahead of the caller. Not
 * thread-safe, but {@link Cancellation#cancel} may be called from any thread.
 */
public final class MediaReader implements AutoCloseable {

  private static final long FILE_LEAD_MICROS = 2_000_000;
  private static final long LIVE_LEAD_MICROS = 500_000;
  private static final int PROBED_IMAGES = 9;
  private static final long AGAIN_NANOS = 1_000_000;
  private static final long MAX_BYTES = 64L << 20;

  private final Cancellation cancellation;
  private final Container container;
  private final MediaInfo info;
  private final Interleaver interleaver;
  private final Optional<ImageTrack> images;
  private final Optional<SoundTrack> sounds;
  private boolean ended;
  private Optional<String> brokenOff = Optional.empty();

  private MediaReader(Container container, MediaOptions options, long skip, Cancellation stop) {
    this.cancellation = stop;
    this.container = container;
    MediaInfo declared = container.info();
    this.interleaver =
        new Interleaver(declared.live() ? LIVE_LEAD_MICROS : FILE_LEAD_MICROS, MAX_BYTES);
    long interval = declared.video().map(MediaInfo.Video::intervalMicros).orElse(0L);
    this.images =
        container.tracks().video().map(decoder -> imageTrack(decoder, options, interval, skip));
    this.sounds =
        container
            .tracks()
            .audio()
            .map(decoder -> new SoundTrack(container, decoder, new SoundChunker(interleaver::add)));
    if (images.isEmpty()) {
      interleaver.endImages();
    }
    if (sounds.isEmpty()) {
      interleaver.endSounds();
    }
    this.info = declared.live() ? declared : probed(declared);
  }

  /** Reads the first images and compares their times with the declared frame rate. */
  private MediaInfo probed(MediaInfo declared) {
    while (!ended && !cancellation.cancelled() && interleaver.lacks(PROBED_IMAGES)) {
      advance();
    }
    return declared.withPlausibleFrameRate(interleaver.imageTimes());
  }

  /**
   * Opens a source. The first images or the first sound of a file are read immediately.
   *
   * @param source the source
   * @param options options of reading
   * @param skipImages images at the start that are delivered without being encoded
   * @param cancellation ends opening and reading
   * @throws MediaException if the source cannot be opened or holds neither images nor sound
   */
  public static MediaReader open(
      MediaSource source, MediaOptions options, long skipImages, Cancellation cancellation)
      throws MediaException {
    MediaReader reader =
        new MediaReader(
            new Container(source, options, cancellation), options, skipImages, cancellation);
    if (reader.ended && reader.report().isEmpty() && !cancellation.cancelled()) {
      String message = reader.empty(source);
      reader.close();
      throw new MediaException(MediaException.Reason.EMPTY, message);
    }
    return reader;
  }

  private String empty(MediaSource source) {
    String tracks =
        Stream.concat(
                info.video().map(MediaInfo.Video::codec).stream(),
                info.audio().map(MediaInfo.Audio::codec).stream())
            .collect(Collectors.joining(", "));
    List<String> remarks = report().remarks();
    return "%s: expected images or sound, found none that can be decoded (%s with %s)%s"
        .formatted(
            source.describe(),
            info.format(),
            tracks,
            remarks.isEmpty() ? ": it is empty" : ": " + String.join("; ", remarks));
  }

  private ImageTrack imageTrack(Decoder decoder, MediaOptions options, long interval, long skip) {
    return new ImageTrack(
        container,
        decoder,
        new JpegEncoder(options.jpegQuality(), options.maxFrameBytes()),
        interval,
        skip,
        interleaver::add);
  }

  /** Content of the source. */
  public MediaInfo info() {
    return info;
  }

  /** The next image or run of sound; empty at the end or after cancellation. */
  public Optional<MediaEvent> next() {
    while (!cancellation.cancelled()) {
      Optional<MediaEvent> event = interleaver.poll();
      if (event.isPresent() || ended) {
        return event;
      }
      advance();
    }
    return Optional.empty();
  }

  /** Report up to now. */
  public MediaReport report() {
    return new MediaReport(
        images.map(ImageTrack::images).orElse(0L),
        sounds.map(track -> track.chunker().chunks()).orElse(0L),
        images.map(ImageTrack::corruptPackets).orElse(0L)
            + sounds.map(SoundTrack::corruptPackets).orElse(0L)
            + container.belated(),
        images.map(ImageTrack::concealed).orElse(0L),
        images.map(ImageTrack::unusable).orElse(0L) + sounds.map(SoundTrack::unusable).orElse(0L),
        images.map(ImageTrack::estimated).orElse(0L),
        images.map(ImageTrack::moved).orElse(0L),
        images.map(track -> track.encoder().shrunk()).orElse(0L),
        images.map(track -> track.encoder().oversized()).orElse(0L),
        images.map(ImageTrack::longestGap).orElse(0L),
        sounds.map(track -> track.chunker().gaps()).orElse(0L),
        sounds.map(track -> track.chunker().overlaps()).orElse(0L),
        container.discontinuities(),
        brokenOff);
  }

  /** End of the last image read in microseconds. */
  public long imageEnd() {
    return images.map(ImageTrack::end).orElse(0L);
  }

  /** End of the last sound read in microseconds. */
  public long soundEnd() {
    return sounds.map(track -> track.chunker().end()).orElse(0L);
  }

  private void advance() {
    switch (container.read()) {
      case PACKET -> decode();
      case AGAIN -> LockSupport.parkNanos(AGAIN_NANOS);
      case END -> finish(Optional.empty());
      case BROKEN_OFF ->
          finish(cancellation.cancelled() ? Optional.empty() : Optional.of(container.failure()));
    }
  }

  private void decode() {
    int index = container.packet().stream_index();
    Tracks tracks = container.tracks();
    tracks.succeed(index).ifPresent(this::follow);
    Optional<Decoder> decoder = tracks.decoderOf(index);
    if (decoder.isEmpty()) {
      return;
    }
    decoder.get().send(container.packet());
    if (decoder.equals(tracks.video())) {
      images.ifPresent(ImageTrack::drain);
    } else {
      sounds.ifPresent(SoundTrack::drain);
    }
  }

  private void follow(Tracks.Succession succession) {
    if (succession.images()) {
      images.ifPresent(track -> track.follow(succession.decoder()));
    } else {
      sounds.ifPresent(track -> track.follow(succession.decoder()));
    }
  }

  private void finish(Optional<String> failure) {
    images.ifPresent(ImageTrack::finish);
    sounds.ifPresent(SoundTrack::finish);
    interleaver.endImages();
    interleaver.endSounds();
    ended = true;
    long end = Math.max(imageEnd(), soundEnd());
    List<String> reasons =
        Stream.concat(container.shortfall(end).stream(), failure.stream()).toList();
    if (!reasons.isEmpty()) {
      brokenOff =
          Optional.of(
              "the source breaks off after %.3f s: %s"
                  .formatted(end / 1e6, String.join("; ", reasons)));
    }
  }

  @Override
  public void close() {
    images.ifPresent(ImageTrack::close);
    sounds.ifPresent(SoundTrack::close);
    container.close();
  }
}
