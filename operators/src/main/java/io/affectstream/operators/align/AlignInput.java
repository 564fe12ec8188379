package io.affectstream.operators.align;

import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.align.SpokenWords;
import io.affectstream.features.align.VoiceSteps;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.StreamArrival;
import java.util.List;

/**
 * Input of the align stage: one of the four, the others {@code null} (Flink's POJO serializer has
 * no sum types).
 *
 * @param stream stream id
 * @param faces faces of one frame
 * @param voice voice features
 * @param words word vectors
 * @param descriptor the stream's descriptor
 * @param refusals what the stage before refused; asynchronous stages have no side outputs, so it is
 *     passed on with the part for one hop
 * @param silence whether the part is an end generated because the stream fell silent
 */
public record AlignInput(
    String stream,
    FaceFrame faces,
    VoiceSteps voice,
    SpokenWords words,
    StreamArrival descriptor,
    List<Refusal> refusals,
    boolean silence) {

  public static AlignInput of(FaceFrame faces, boolean silence) {
    return of(faces, List.of(), silence);
  }

  public static AlignInput of(FaceFrame faces, List<Refusal> refusals, boolean silence) {
    return new AlignInput(faces.stream(), faces, null, null, null, refusals, silence);
  }

  public static AlignInput of(VoiceSteps voice, boolean silence) {
    return new AlignInput(voice.stream(), null, voice, null, null, List.of(), silence);
  }

  public static AlignInput of(SpokenWords words, boolean silence) {
    return new AlignInput(words.stream(), null, null, words, null, List.of(), silence);
  }

  public static AlignInput of(StreamArrival descriptor) {
    return new AlignInput(descriptor.stream(), null, null, null, descriptor, List.of(), false);
  }
}
