package io.affectstream.ingest.media;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads one source as pictures and sound in the order of their times. Streaming: holds at most two
 * seconds (half a second of a live source) or 64 MiB of encoded media ahead of the caller. One
 * thread at a time; {@link Cancellation#cancel} may come from any.
 */
public final class MediaReader implements AutoCloseable {

  private static final long FILE_LEAD_MICROS = 2_000_000;
  private static final long LIVE_LEAD_MICROS = 500_000;
  private static final long AGAIN_NANOS = 1_000_000;
  private static final long MAX_BYTES = 64L << 20;

  private final Cancellation cancellation;
  private final Container container;
  private final MediaInfo info;
  private final Interleaver interleaver;
  private final Optional<PictureTrack> pictures;
  private final Optional<SoundTrack> sounds;
  private boolean ended;
  private Optional<String> brokenOff = Optional.empty();

  private MediaReader(Container container, MediaOptions options, long skip, Cancellation stop) {
    this.cancellation = stop;
    this.container = container;
    this.info = container.info();
    this.interleaver =
        new Interleaver(info.live() ? LIVE_LEAD_MICROS : FILE_LEAD_MICROS, MAX_BYTES);
    this.pictures = container.video().map(decoder -> pictureTrack(decoder, options, skip));
    this.sounds =
        container
            .audio()
            .map(decoder -> new SoundTrack(container, decoder, new SoundChunker(interleaver::add)));
    if (pictures.isEmpty()) {
      interleaver.endPictures();
    }
    if (sounds.isEmpty()) {
      interleaver.endSounds();
    }
  }

  /**
   * Opens a source.
   *
   * @param source what to read
   * @param options how
   * @param skipPictures pictures at the start that are delivered without being encoded
   * @param cancellation ends opening and reading
   * @throws MediaException if the source cannot be opened or holds neither pictures nor sound
   */
  public static MediaReader open(
      MediaSource source, MediaOptions options, long skipPictures, Cancellation cancellation)
      throws MediaException {
    return new MediaReader(
        new Container(source, options, cancellation), options, skipPictures, cancellation);
  }

  private PictureTrack pictureTrack(Decoder decoder, MediaOptions options, long skip) {
    return new PictureTrack(
        container,
        decoder,
        new JpegEncoder(options.jpegQuality(), options.maxFrameBytes()),
        info.video().orElseThrow().intervalMicros(),
        skip,
        interleaver::add);
  }

  /** What the source holds. */
  public MediaInfo info() {
    return info;
  }

  /** The next picture or run of sound; empty at the end or once cancelled. */
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

  /** What happened so far. */
  public MediaReport report() {
    return new MediaReport(
        pictures.map(PictureTrack::pictures).orElse(0L),
        sounds.map(track -> track.chunker().chunks()).orElse(0L),
        container.video().map(Decoder::corruptPackets).orElse(0L)
            + container.audio().map(Decoder::corruptPackets).orElse(0L),
        pictures.map(PictureTrack::concealed).orElse(0L),
        pictures.map(PictureTrack::estimated).orElse(0L),
        pictures.map(PictureTrack::reversed).orElse(0L),
        pictures.map(track -> track.encoder().shrunk()).orElse(0L),
        pictures.map(track -> track.encoder().oversized()).orElse(0L),
        sounds.map(track -> track.chunker().gaps()).orElse(0L),
        sounds.map(track -> track.chunker().overlaps()).orElse(0L),
        brokenOff);
  }

  /** End of the last picture read in microseconds. */
  public long pictureEnd() {
    return pictures.map(PictureTrack::end).orElse(0L);
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
    if (pictures.isPresent() && container.video().orElseThrow().stream().index() == index) {
      container.video().orElseThrow().send(container.packet());
      pictures.get().drain();
    } else if (sounds.isPresent() && container.audio().orElseThrow().stream().index() == index) {
      container.audio().orElseThrow().send(container.packet());
      sounds.get().drain();
    }
  }

  private void finish(Optional<String> failure) {
    container.video().ifPresent(Decoder::finish);
    pictures.ifPresent(PictureTrack::drain);
    container.audio().ifPresent(Decoder::finish);
    sounds.ifPresent(SoundTrack::drain);
    sounds.ifPresent(track -> track.chunker().flush());
    interleaver.endPictures();
    interleaver.endSounds();
    ended = true;
    long end = Math.max(pictureEnd(), soundEnd());
    boolean truncated = container.truncatedAt(end);
    if (failure.isPresent() || truncated) {
      brokenOff = Optional.of(shortfall(failure, end, truncated));
    }
  }

  private String shortfall(Optional<String> failure, long end, boolean truncated) {
    String declared =
        truncated ? "expected %.3f s, ".formatted(container.declaredEnd().orElseThrow() / 1e6) : "";
    return "%sthe source breaks off after %.3f s%s"
        .formatted(declared, end / 1e6, failure.map(why -> ": " + why).orElse(""));
  }

  @Override
  public void close() {
    pictures.ifPresent(PictureTrack::close);
    sounds.ifPresent(SoundTrack::close);
    container.close();
  }
}
