package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * The played tracks of a container: at most one of images and one of sound, both of one programme.
 * If a track replaces a played one while the container is read (a transport stream whose tables
 * change), playing continues with the new track.
 */
final class Tracks implements AutoCloseable {

  private static final int NONE = -1;

  private final AVFormatContext context;
  private final Programmes programmes;
  private final List<Integer> first;
  private final int threads;
  private final int opened;
  private final List<String> notes = new ArrayList<>();
  private Optional<Decoder> video = Optional.empty();
  private Optional<Decoder> audio = Optional.empty();
  private OptionalInt programme;

  /**
   * Chooses the tracks.
   *
   * @param programme the programme to play; empty = that of the best track of images
   * @param threads of the video decoder
   */
  Tracks(AVFormatContext context, OptionalInt programme, int threads) {
    this.context = context;
    this.programmes = new Programmes(context);
    this.first = programmes.numbers();
    this.programme = programme;
    this.threads = threads;
    this.opened = context.nb_streams();
    int related =
        programme.isPresent()
            ? programmes.streams(programme.getAsInt()).findFirst().orElse(NONE)
            : NONE;
    int images = best(AVMEDIA_TYPE_VIDEO, related);
    int sound = best(AVMEDIA_TYPE_AUDIO, images == NONE ? related : images);
    if (programme.isEmpty()) {
      this.programme = programmes.of(images == NONE ? sound : images);
    }
    video = open(AVMEDIA_TYPE_VIDEO, images);
    audio = open(AVMEDIA_TYPE_AUDIO, sound);
    this.programme.ifPresent(played -> programmes.note(played).ifPresent(notes::add));
  }

  Optional<Decoder> video() {
    return video;
  }

  Optional<Decoder> audio() {
    return audio;
  }

  Stream<Decoder> decoders() {
    return Stream.concat(video.stream(), audio.stream());
  }

  /** Decoder of a track; empty if the track is not played. */
  Optional<Decoder> decoderOf(int index) {
    return decoders().filter(decoder -> decoder.stream().index() == index).findFirst();
  }

  /** Remarks for users: tracks that are not played and why. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Whether all playable tracks belong to this programme. */
  boolean all() {
    return decoders().count() == context.nb_streams();
  }

  /**
   * A track that replaces a played one.
   *
   * @param images whether it is the track of images
   * @param decoder its decoder
   */
  record Succession(boolean images, Decoder decoder) {}

  /**
   * Opens the decoder of a track that appeared after the container was opened, if it replaces the
   * played track of its kind. The caller closes the old decoder.
   */
  Optional<Succession> succeed(int index) {
    if (index < opened || decoderOf(index).isPresent() || programme.isEmpty()) {
      return Optional.empty();
    }
    AVStream stream = context.streams(index);
    boolean images = stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO;
    boolean replaces =
        (images ? video : audio)
            .map(Decoder::stream)
            .filter(old -> old.codecpar().codec_type() == stream.codecpar().codec_type())
            .filter(old -> replaces(index, old.index()))
            .isPresent();
    if (!replaces) {
      return Optional.empty();
    }
    programme = programmes.of(index);
    Optional<Decoder> next = Decoder.open(stream, images ? threads : 1);
    if (images) {
      video = next.or(() -> video);
    } else {
      audio = next.or(() -> audio);
    }
    return next.map(decoder -> new Succession(images, decoder));
  }

  /** A programme that was absent at the start belongs to a recording appended to the first. */
  private boolean replaces(int next, int old) {
    OptionalInt its = programmes.of(next);
    return its.isPresent()
        && (!first.contains(its.getAsInt())
            || (its.equals(programme) && !programmes.lists(its.getAsInt(), old)));
  }

  private int best(int type, int related) {
    int best = av_find_best_stream(context, type, NONE, related, (AVCodec) null, 0);
    if (best < 0 || (programme.isPresent() && !programmes.lists(programme.getAsInt(), best))) {
      return NONE;
    }
    return isCover(context.streams(best))
        ? others(type, best)
            .filter(other -> !isCover(context.streams(other)))
            .findFirst()
            .orElse(best)
        : best;
  }

  private Optional<Decoder> open(int type, int best) {
    if (best == NONE) {
      return Optional.empty();
    }
    AVStream stream = context.streams(best);
    if (isCover(stream)) {
      notes.add("the only image is a cover; it is not played");
      return Optional.empty();
    }
    String codec = codec(stream);
    Optional<Decoder> decoder = Decoder.open(stream, type == AVMEDIA_TYPE_VIDEO ? threads : 1);
    if (decoder.isEmpty()) {
      notes.add("track %d (%s) cannot be decoded and is not played".formatted(best, codec));
    }
    long others = others(type, best).filter(other -> !isCover(context.streams(other))).count();
    if (others > 0) {
      notes.add(
          "%d more %s track(s) are not played; track %d (%s) is"
              .formatted(others, type == AVMEDIA_TYPE_VIDEO ? "video" : "audio", best, codec));
    }
    return decoder;
  }

  /** Other tracks of this kind in the played programme. */
  private IntStream others(int type, int best) {
    return IntStream.range(0, context.nb_streams())
        .filter(i -> i != best)
        .filter(i -> context.streams(i).codecpar().codec_type() == type)
        .filter(i -> programme.isEmpty() || programmes.lists(programme.getAsInt(), i));
  }

  private static boolean isCover(AVStream stream) {
    return (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
  }

  /** Short name of a track's codec. */
  static String codec(AVStream stream) {
    return avcodec_get_name(stream.codecpar().codec_id()).getString();
  }

  @Override
  public void close() {
    decoders().forEach(Decoder::close);
  }
}
