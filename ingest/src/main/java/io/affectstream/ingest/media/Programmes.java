package io.affectstream.ingest.media;

import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVProgram;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;

/** The programmes of a container: tracks that belong together. Few formats have them. */
final class Programmes {

  private final AVFormatContext context;

  Programmes(AVFormatContext context) {
    this.context = context;
  }

  /** Numbers of the programmes that have tracks. */
  List<Integer> numbers() {
    return IntStream.range(0, context.nb_programs())
        .mapToObj(context::programs)
        .filter(programme -> programme.nb_stream_indexes() > 0)
        .map(AVProgram::id)
        .toList();
  }

  /** Programme of a track; empty if it belongs to none. */
  OptionalInt of(int stream) {
    return numbers().stream()
        .mapToInt(Integer::intValue)
        .filter(number -> lists(number, stream))
        .findFirst();
  }

  /** Tracks of a programme. */
  IntStream streams(int number) {
    return IntStream.range(0, context.nb_programs())
        .mapToObj(context::programs)
        .filter(programme -> programme.id() == number)
        .flatMapToInt(
            programme ->
                IntStream.range(0, programme.nb_stream_indexes())
                    .map(programme.stream_index()::get));
  }

  boolean lists(int number, int stream) {
    return streams(number).anyMatch(index -> index == stream);
  }

  /** The programme to play, if there are several. */
  Optional<String> note(int played) {
    List<Integer> numbers = numbers();
    if (numbers.size() < 2) {
      return Optional.empty();
    }
    String others =
        numbers.stream()
            .filter(number -> number != played)
            .map(this::describe)
            .collect(Collectors.joining(", "));
    return Optional.of(
        "programme %s is played, not %s; --programme chooses".formatted(describe(played), others));
  }

  private String describe(int number) {
    return IntStream.range(0, context.nb_programs())
        .mapToObj(context::programs)
        .filter(programme -> programme.id() == number)
        .map(programme -> av_dict_get(programme.metadata(), "service_name", null, 0))
        .filter(entry -> entry != null && !entry.isNull())
        .map(AVDictionaryEntry::value)
        .map(name -> "%d ('%s')".formatted(number, name.getString()))
        .findFirst()
        .orElse(Integer.toString(number));
  }
}
