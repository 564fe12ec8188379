package io.affectstream.training.voice;

import io.affectstream.training.ItemListener;
import io.affectstream.training.data.EmoDb;
import io.affectstream.training.data.EmoGator;
import io.affectstream.training.data.Utterance;
import io.affectstream.training.metrics.CalibrationError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Fits a voice expert and measures it. For every pair of EmoDB's speakers an expert that never met
 * them answers for their utterances; these answers choose the temperature of the expert that is
 * fitted to all speakers. A fifth of EmoGator's people is held out of every fit.
 */
public final class VoiceStudy {

  /** Name of the trained expert's file in the output folder. */
  public static final String EXPERT = "voice.ckpt";

  private static final String BURSTS = "emogator";
  private static final String KEPT = "voice";
  private static final int HELD_OUT = 5;
  private static final int STRIDE = 15;

  private final VoiceTrainingConfig config;
  private final Path out;
  private final VoiceExamples ofSpeech;
  private final VoiceExamples ofBursts;
  private final ItemListener items;

  /**
   * Answers for held-out people.
   *
   * @param speech of held-out speakers, as recorded
   * @param telephone the same by telephone
   * @param bursts of held-out people
   */
  public record HeldOut(VoiceAnswers speech, VoiceAnswers telephone, VoiceAnswers bursts) {

    /**
     * Calibration error of the speech where the temperature is chosen on the other half of the
     * speakers.
     */
    public double calibrationError() {
      Set<String> speakers = new TreeSet<>();
      speech.answers().forEach(answer -> speakers.add(answer.utterance().speaker()));
      List<String> all = List.copyOf(speakers);
      Set<String> half = Set.copyOf(all.subList(0, all.size() / 2));
      Predicate<Utterance> first = utterance -> half.contains(utterance.speaker());
      VoiceAnswers one = speech.only(first);
      VoiceAnswers other = speech.only(first.negate());
      CalibrationError error = new CalibrationError();
      one.addTo(error, other.bestTemperature());
      other.addTo(error, one.bestTemperature());
      return error.value();
    }
  }

  /**
   * @param config settings
   * @param out folder of the run
   * @param items is notified of read recordings
   */
  public VoiceStudy(VoiceTrainingConfig config, Path out, ItemListener items) {
    this.config = config;
    this.out = out;
    this.items = items;
    Path kept = config.features().resolve(KEPT);
    ofSpeech = new VoiceExamples(kept, config.speechSeed());
    ofBursts = new VoiceExamples(kept, config.burstSeed());
  }

  /**
   * Experts of a run.
   *
   * @param all fitted to all speakers, calibrated
   * @param without fitted without some speakers, by these, with the same temperature
   */
  public record Experts(VoiceExpert all, Map<Set<String>, VoiceExpert> without) {}

  /** Everything that is fitted and answered. */
  private record Fit(Experts experts, VoiceAnswers speech, VoiceAnswers telephone) {}

  /**
   * Fits every expert and answers for what was held out. Writes {@link #EXPERT}.
   *
   * @throws IOException if a file cannot be read or written
   */
  public HeldOut run() throws IOException {
    List<Utterance> bursts = bursts();
    Fit fit = fit(EmoDb.read(config.emodb()), bursts);
    VoiceExpert all = fit.experts.all();
    Files.createDirectories(out);
    all.write(out.resolve(EXPERT));
    List<Utterance> unknown = bursts.stream().filter(VoiceStudy::isHeldOut).toList();
    return new HeldOut(
        fit.speech, fit.telephone, VoiceAnswers.of(all, regular(unknown, all.steps(), false)));
  }

  /**
   * Experts that never met some speakers.
   *
   * @param speakers excluded from every fit
   * @throws IOException if a file cannot be read or written
   */
  public Experts without(Set<String> speakers) throws IOException {
    List<Utterance> known =
        EmoDb.read(config.emodb()).stream()
            .filter(utterance -> !speakers.contains(utterance.speaker()))
            .toList();
    return fit(known, bursts()).experts;
  }

  private Fit fit(List<Utterance> utterances, List<Utterance> bursts) throws IOException {
    StepScale scale = ofSpeech.scale(utterances, variants(true));
    VoiceRows speech = ofSpeech.drawn(utterances, scale, variants(true), config.windows(), items);
    VoiceRows known =
        ofBursts
            .drawn(bursts, scale, variants(false), 1, items)
            .only(row -> !isHeldOut(row.utterance()));
    VoiceRows plain = regular(utterances, scale, false);
    VoiceRows telephone = regular(utterances, scale, true);
    VoiceAnswers ofPlain = new VoiceAnswers(List.of());
    VoiceAnswers ofTelephone = ofPlain;
    Map<Set<String>, VoiceExpert> without = new LinkedHashMap<>();
    List<String> speakers =
        utterances.stream().map(Utterance::speaker).distinct().sorted().toList();
    for (int i = 0; i < speakers.size(); i += 2) {
      Set<String> pair = Set.copyOf(speakers.subList(i, Math.min(i + 2, speakers.size())));
      Predicate<VoiceRows.Row> held = row -> pair.contains(row.utterance().speaker());
      VoiceExpert expert = fit(scale, speech.only(held.negate()), known);
      ofPlain = ofPlain.and(VoiceAnswers.of(expert, plain.only(held)));
      ofTelephone = ofTelephone.and(VoiceAnswers.of(expert, telephone.only(held)));
      without.put(pair, expert);
    }
    double temperature = ofPlain.bestTemperature();
    without.replaceAll((pair, expert) -> expert.at(temperature));
    VoiceExpert all = fit(scale, speech, known).at(temperature);
    return new Fit(new Experts(all, without), ofPlain, ofTelephone);
  }

  private VoiceExpert fit(StepScale scale, VoiceRows speech, VoiceRows bursts) {
    return VoiceDiscriminant.fit(scale, speech, bursts, config.shrinkage(), config.intensity());
  }

  private VoiceRows regular(List<Utterance> utterances, StepScale scale, boolean telephone)
      throws IOException {
    int variant = telephone ? VoiceExamples.TELEPHONE : VoiceExamples.PLAIN;
    return ofSpeech.regular(utterances, scale, variant, STRIDE, items);
  }

  private List<Utterance> bursts() throws IOException {
    List<Utterance> all = EmoGator.read(config.emogator(), config.features().resolve(BURSTS));
    Set<String> people = new LinkedHashSet<>();
    all.forEach(burst -> people.add(burst.speaker()));
    Collection<String> chosen =
        List.copyOf(people).subList(0, Math.min(config.people(), people.size()));
    Set<String> kept = Set.copyOf(chosen);
    return all.stream().filter(burst -> kept.contains(burst.speaker())).toList();
  }

  private static boolean isHeldOut(Utterance burst) {
    return Integer.parseInt(burst.speaker()) % HELD_OUT == 0;
  }

  private int[] variants(boolean speech) {
    int drawn = speech ? config.speechVariants() : config.burstVariants();
    IntStream changed = IntStream.range(VoiceExamples.DRAWN, VoiceExamples.DRAWN + drawn);
    IntStream fixed =
        speech
            ? IntStream.of(VoiceExamples.PLAIN, VoiceExamples.TELEPHONE)
            : IntStream.of(VoiceExamples.PLAIN);
    return IntStream.concat(fixed, changed).toArray();
  }

  /**
   * Answers of the trained expert for other recordings.
   *
   * @param telephone whether they come by telephone
   * @throws IOException if a file cannot be read, or there is no expert yet
   */
  public VoiceAnswers answers(List<Utterance> recordings, boolean telephone) throws IOException {
    Path file = out.resolve(EXPERT);
    if (!Files.exists(file)) {
      throw new IOException(
          "%s: expected a trained voice expert, found none; run 'affect train voice' first"
              .formatted(file));
    }
    VoiceExpert expert = VoiceExpert.read(file);
    return VoiceAnswers.of(expert, regular(recordings, expert.steps(), telephone));
  }
}
