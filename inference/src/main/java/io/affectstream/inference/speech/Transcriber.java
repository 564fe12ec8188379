package io.affectstream.inference.speech;

import io.affectstream.features.audio.PcmChunk;
import io.affectstream.features.speech.CompleteThrough;
import io.affectstream.features.speech.RecognisedWord;
import io.affectstream.features.speech.SpeechBlocks;
import io.affectstream.features.speech.SpeechConfig;
import io.affectstream.features.speech.SpeechState;
import io.affectstream.features.speech.StableWords;
import io.affectstream.features.speech.StandingWord;
import io.affectstream.features.speech.UtteranceCut;
import io.affectstream.inference.speech.OpenRecognisers.Utterance;
import io.affectstream.schemas.NoWords;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Converts speech of a stream to transcripts. Its output depends only on the state and the retained
 * audio, which are checkpointed; the recognisers in {@link OpenRecognisers} are a cache that can be
 * lost at any time. A missing one is recreated by recognising the utterance again, in the same
 * pieces and with the same reads of partial results, which restores its exact state.
 */
public final class Transcriber {

  private final SpeechConfig config;
  private final OpenRecognisers recognisers;
  private final SpeechBlocks blocks = new SpeechBlocks();
  private final StableWords stable;
  private final CompleteThrough complete;

  /** Transcribes with the recognisers that are open, and opens others as needed. */
  public Transcriber(SpeechConfig config, OpenRecognisers recognisers) {
    this.config = config;
    this.recognisers = recognisers;
    this.stable = new StableWords(config.stableAfter());
    this.complete = new CompleteThrough(config.wordDelay());
  }

  /** Context of a call. */
  public record Stream(
      String id,
      SpeechState state,
      RetainedAudio audio,
      SpeechModel model,
      Consumer<SpokenTranscript> out) {}

  /** Processes a chunk. */
  public void push(Stream stream, PcmChunk chunk) throws Exception {
    if (chunk.mono().length == 0) {
      return;
    }
    SpeechState state = stream.state();
    if (state.open && !SpeechBlocks.continues(state, chunk)) {
      endRun(stream);
    }
    if (!state.open) {
      SpeechBlocks.begin(state, chunk);
    }
    extend(stream, chunk.mono(), false);
    advance(stream);
  }

  /** Ends the stream: the rest of its words, then the end mark. */
  public void finish(Stream stream) throws Exception {
    if (stream.state().open) {
      endRun(stream);
    }
    end(stream.id(), stream.state(), NoWords.NONE, stream.out());
  }

  /** Emits that there are no more words. */
  public static void end(
      String stream, SpeechState state, NoWords reason, Consumer<SpokenTranscript> out) {
    long through = state.through == Long.MIN_VALUE ? 0 : state.through;
    out.accept(
        new SpokenTranscript(stream, state.sequence++, List.of(), true, through, true, reason));
  }

  private void extend(Stream stream, float[] mono, boolean last) throws Exception {
    SpeechState state = stream.state();
    List<short[]> made = new ArrayList<>();
    long first = state.blocks;
    blocks.extend(state, mono, last, (index, samples) -> made.add(samples));
    for (int i = 0; i < made.size(); i++) {
      stream.audio().put(first + i, made.get(i));
    }
  }

  private void endRun(Stream stream) throws Exception {
    SpeechState state = stream.state();
    extend(stream, new float[0], true);
    advance(stream);
    if (state.samples() > state.utterance) {
      Utterance utterance = caughtUp(stream);
      if (state.pending.length > 0) {
        boolean unused = utterance.recogniser().accept(state.pending, 0, state.pending.length);
      }
      List<RecognisedWord> words = utterance.recogniser().finish();
      close(stream, words, state.samples());
    }
    stream.audio().drop(state.utterance / SpeechBlocks.BLOCK, state.blocks);
    state.open = false;
    state.pending = new short[0];
    state.input = new float[0];
  }

  /** Recognises the undecided blocks. */
  private void advance(Stream stream) throws Exception {
    SpeechState state = stream.state();
    while (state.decided < state.blocks) {
      Utterance utterance = caughtUp(stream);
      boolean ended = feed(stream, utterance);
      state.decided = utterance.next();
      long processed = state.decided * SpeechBlocks.BLOCK;
      if (ended) {
        close(stream, utterance.recogniser().finish(), processed);
      } else if (processed - state.utterance >= config.maxUtteranceSamples()) {
        cut(stream, utterance.recogniser().finish(), processed);
      } else {
        readPartial(stream, utterance.recogniser().partial(), processed);
      }
    }
  }

  /** The stream's recogniser after all decided blocks. */
  private Utterance caughtUp(Stream stream) throws Exception {
    SpeechState state = stream.state();
    Utterance utterance =
        recognisers.of(stream.id(), stream.model(), state.utterance / SpeechBlocks.BLOCK);
    while (utterance.next() < state.decided) {
      boolean unused = feed(stream, utterance);
      List<RecognisedWord> unusedWords = utterance.recogniser().partial();
    }
    return utterance;
  }

  private static boolean feed(Stream stream, Utterance utterance) throws Exception {
    long block = utterance.take();
    short[] samples = stream.audio().get(block);
    int from = (int) Math.max(0, stream.state().utterance - block * SpeechBlocks.BLOCK);
    return utterance.recogniser().accept(samples, from, samples.length);
  }

  /** The utterance is too long: words before the cut are final, the rest is recognised again. */
  private void cut(Stream stream, List<RecognisedWord> words, long processed) throws Exception {
    SpeechState state = stream.state();
    long begin = state.micros(state.utterance);
    UtteranceCut cut = UtteranceCut.of(words, state.micros(processed) - begin);
    long length = cut.micros() * SpeechBlocks.SAMPLE_RATE_HZ / 1_000_000;
    close(stream, words.subList(0, cut.words()), Math.min(processed, state.utterance + length));
  }

  /** Emits the words of the utterance; the next one starts at sample {@code next}. */
  private void close(Stream stream, List<RecognisedWord> words, long next) throws Exception {
    SpeechState state = stream.state();
    long begin = state.micros(state.utterance);
    long before = state.through;
    List<RecognisedWord> spoken =
        words.stream().map(word -> word.later(begin).notBefore(before)).toList();
    recognisers.end(stream.id());
    long first = state.utterance / SpeechBlocks.BLOCK;
    state.utterance = next;
    state.decided = Math.min(state.blocks, next / SpeechBlocks.BLOCK);
    state.standing.clear();
    state.reported = 0;
    stream.audio().drop(first, state.decided);
    state.through = Math.max(before, state.micros(next));
    report(stream, spoken, true);
  }

  /** Reads a partial result: emits the words that are now stable, and progress. */
  private void readPartial(Stream stream, List<RecognisedWord> partial, long processed) {
    SpeechState state = stream.state();
    long begin = state.micros(state.utterance);
    long before = state.through;
    List<RecognisedWord> words =
        partial.stream().map(word -> word.later(begin).notBefore(before)).toList();
    long now = state.micros(processed);
    int kept = StableWords.common(state.standing, words);
    state.standing = stable.join(state.standing, words, now);
    state.reported = Math.min(state.reported, kept);
    int firm = stable.count(state.standing, now);
    long through = complete.of(begin, now, words);
    if (firm > state.reported || through >= before + config.progress().toNanos() / 1000) {
      state.reported = Math.max(state.reported, firm);
      state.through = Math.max(before, through);
      report(
          stream,
          state.standing.subList(0, state.reported).stream().map(StandingWord::word).toList(),
          false);
    }
  }

  private static void report(Stream stream, List<RecognisedWord> words, boolean complete) {
    SpeechState state = stream.state();
    stream
        .out()
        .accept(
            new SpokenTranscript(
                stream.id(),
                state.sequence++,
                words,
                complete,
                state.through,
                false,
                NoWords.NONE));
  }
}
