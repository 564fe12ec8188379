package io.affectstream.operators.words;

import io.affectstream.features.align.SpokenWords;
import io.affectstream.features.align.SpokenWords.SpokenWord;
import io.affectstream.features.words.UtteranceText;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.words.WordEncoder;
import io.affectstream.operators.align.AlignInput;
import io.affectstream.operators.models.ModelFunction;
import io.affectstream.operators.source.TranscriptArrival;
import io.affectstream.operators.source.TranscriptArrival.TimedWord;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * Asynchronous, in order: computes the vector of each word of a transcript. With a bundle without
 * words, vectors have length 0, so that coverage is still known.
 */
public final class WordVectorFunction extends ModelFunction<SpokenUtterance, AlignInput> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "word-vectors";

  private static final int IN_FLIGHT = 64;

  /** The stage on the word encoder of {@code source}. */
  public WordVectorFunction(ModelSource source, RuntimeConfig runtimeConfig) {
    super(source, runtimeConfig, "words");
  }

  /** Attaches the stage. */
  public static SingleOutputStreamOperator<AlignInput> attach(
      DataStream<SpokenUtterance> utterances, ModelSource source, RuntimeConfig runtimeConfig) {
    return AsyncDataStream.orderedWait(
            utterances,
            new WordVectorFunction(source, runtimeConfig),
            TIMEOUT_MINUTES,
            TimeUnit.MINUTES,
            IN_FLIGHT)
        .returns(TypeInformation.of(AlignInput.class))
        .uid(UID)
        .name("word vectors");
  }

  @Override
  public void asyncInvoke(SpokenUtterance utterance, ResultFuture<AlignInput> result) {
    TranscriptArrival transcript = utterance.transcript();
    CompletableFuture<?> unused =
        vectors(utterance.text())
            .whenComplete(
                (vectors, failure) -> {
                  if (failure != null) {
                    result.completeExceptionally(failure);
                  } else {
                    result.complete(
                        List.of(words(transcript, spoken(transcript.words(), vectors))));
                  }
                });
  }

  private CompletableFuture<float[][]> vectors(UtteranceText text) {
    Optional<WordEncoder> encoder = models().words();
    return encoder.isEmpty() || text.size() == 0
        ? CompletableFuture.completedFuture(new float[text.size()][0])
        : encoder.get().encode(text);
  }

  private static List<SpokenWord> spoken(List<TimedWord> words, float[][] vectors) {
    List<SpokenWord> spoken = new ArrayList<>(vectors.length);
    for (int i = 0; i < vectors.length; i++) {
      TimedWord word = words.get(i);
      spoken.add(new SpokenWord(word.start(), word.end(), vectors[i], word.text()));
    }
    return spoken;
  }

  private static AlignInput words(TranscriptArrival transcript, List<SpokenWord> spoken) {
    return AlignInput.of(
        new SpokenWords(
            transcript.stream(),
            spoken,
            transcript.completeThrough(),
            transcript.end(),
            transcript.noWords()),
        transcript.isSilence());
  }

  @Override
  protected String describe(SpokenUtterance utterance) {
    return "word vectors: transcript %d of stream '%s'"
        .formatted(utterance.transcript().sequence(), utterance.transcript().stream());
  }
}
