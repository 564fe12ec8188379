package io.affectstream.training.pool;

import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.training.ItemListener;
import io.affectstream.training.corpus.ComposedCorpus;
import io.affectstream.training.corpus.ComposedCorpus.Variety;
import io.affectstream.training.corpus.FaceBank;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.corpus.VoiceBank;
import io.affectstream.training.corpus.WordBank;
import io.affectstream.training.data.Comment;
import io.affectstream.training.data.EmoDb;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.data.FaceSplit;
import io.affectstream.training.data.FaceVotes;
import io.affectstream.training.data.GoEmotions;
import io.affectstream.training.data.LabelledFaces;
import io.affectstream.training.voice.VoiceExpert;
import io.affectstream.training.voice.VoiceStudy;
import io.affectstream.training.voice.VoiceTrainingConfig;
import io.affectstream.training.words.TextTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Fits a pool on composed windows of faces and comments that chose the experts' epochs and of
 * speakers whom the answering voice expert never met, and composes windows of faces, comments and
 * speakers that chose nothing to measure on. {@code OTHER} is boredom: windows whose modalities
 * merely contradict each other are not used.
 */
public final class PoolStudy {

  /** Steps M to each side of a centre, two seconds as in Zhang et al. 2022. */
  public static final int HALO = 60;

  private static final long TEST = 0x7E57L;
  private static final long FOREIGN_SEED = 0xF0L;
  private static final Variety FOREIGN = new Variety(false, 1, 0.4);

  private final PoolSettings settings;
  private final ItemListener items;

  /**
   * A fitted pool with its experts.
   *
   * @param pool the pool
   * @param certainty bounds on its probabilities
   * @param voice the voice expert, which never met the test speakers
   */
  public record Fitted(ExpertPool pool, CertaintyBounds certainty, VoiceExpert voice) {}

  /**
   * Windows to measure on.
   *
   * @param windows the windows
   * @param words vectors of their words
   */
  public record Test(List<LabelledWindow> windows, WordBank words) {}

  /**
   * @param settings settings
   * @param items notified about encoded items
   */
  public PoolStudy(PoolSettings settings, ItemListener items) {
    this.settings = settings;
    this.items = items;
  }

  /**
   * Fits the pool.
   *
   * @throws IOException if a file cannot be read or written
   * @throws BundleException if an expert's bundle is not valid
   */
  public Fitted fit() throws IOException, BundleException {
    VoiceStudy.Experts voices =
        new VoiceStudy(
                VoiceTrainingConfig.read(settings.experts().voice()),
                settings.data().features(),
                items)
            .without(settings.data().testSpeakers());
    FaceImages report = FaceFolders.read(settings.data().faces(), "validation");
    FaceImages train = FaceFolders.read(settings.data().faces(), "train");
    FaceBank faces = faces(FaceSplit.of(train, report, settings.data().chooseShare()).choose());
    WordBank words = words("train.tsv", true);
    VoiceBank speakers = voices();
    PoolSettings.Windows drawn = settings.windows();
    Variety variety = new Variety(false, drawn.foreignVoices(), drawn.lastingEpisodes());
    List<ExpertAnswer> rows = new ArrayList<>();
    long seed = settings.seed();
    for (Map.Entry<Set<String>, VoiceExpert> fold : voices.without().entrySet()) {
      VoiceBank own = speakers.only(voice -> fold.getKey().contains(voice.speaker()));
      ComposedCorpus corpus = new ComposedCorpus(faces, own, words, HALO, variety);
      ExpertWindows experts = new ExpertWindows(fold.getValue(), words);
      rows.addAll(experts.rows(draw(corpus, drawn.fit(), seed)));
      rows.addAll(foreign(experts, new ComposedCorpus(faces, own, words, HALO, FOREIGN), seed++));
      items.done("windows", seed - settings.seed(), voices.without().size());
    }
    ExpertPool pool = ExpertPoolFit.of(rows);
    return new Fitted(pool, CertaintyBounds.of(pool, rows), voices.all());
  }

  /**
   * Windows of held-out faces, comments and speakers.
   *
   * @throws IOException if a file cannot be read or written
   * @throws BundleException if an expert's bundle is not valid
   */
  public Test test() throws IOException, BundleException {
    WordBank words = words("dev.tsv", false);
    VoiceBank speakers =
        voices().only(voice -> settings.data().testSpeakers().contains(voice.speaker()));
    FaceBank faces = faces(FaceFolders.read(settings.data().faces(), "validation"));
    ComposedCorpus corpus = new ComposedCorpus(faces, speakers, words, HALO, Variety.PLAIN);
    return new Test(draw(corpus, settings.windows().test(), TEST), words);
  }

  /**
   * Rows of foreign voices alone, as many as their share requires beside the known ones: they make
   * a voice alone as doubtful as it is.
   */
  private List<ExpertAnswer> foreign(ExpertWindows experts, ComposedCorpus corpus, long seed) {
    double share = settings.windows().foreignVoices();
    Set<Modality> voice = Set.of(Modality.VOICE);
    List<LabelledWindow> windows =
        draw(corpus, (int) (settings.windows().fit() * share), seed + FOREIGN_SEED).stream()
            .filter(window -> !window.evidence().isShownBy(voice))
            .toList();
    return experts.answers(windows).stream()
        .map(answer -> answer.only(voice))
        .filter(answer -> answer.subset() != 0)
        .toList();
  }

  private static List<LabelledWindow> draw(ComposedCorpus corpus, int count, long seed) {
    List<LabelledWindow> windows = new ArrayList<>();
    for (long i = 0; windows.size() < count; i++) {
      LabelledWindow window = corpus.draw(new SplittableRandom(seed * 1_000_003 + i));
      if (!window.evidence().jointly()) {
        windows.add(window);
      }
    }
    return windows;
  }

  private FaceBank faces(FaceImages images) throws IOException, BundleException {
    ModelBundle bundle = ModelSource.named(settings.experts().face()).open();
    return FaceBank.of(
        bundle,
        FaceBank.Reading.LOG_PROBABILITIES,
        LabelledFaces.majority(images, FaceVotes.read(settings.data().votes())),
        Optional.empty(),
        settings.seed(),
        Optional.of(settings.data().features()),
        items);
  }

  private VoiceBank voices() throws IOException {
    VoiceTrainingConfig voice = VoiceTrainingConfig.read(settings.experts().voice());
    Optional<Path> kept = Optional.of(settings.data().features());
    return new VoiceBank(EmoDb.read(voice.emodb()), settings.seed(), kept, items);
  }

  /** Digests of the words network and its vocabulary. */
  private static String network(Manifest manifest) {
    Manifest.TextNetwork network = manifest.words().network();
    return manifest.files().get(network.file()).sha256()
        + manifest.files().get(network.vocabulary()).sha256();
  }

  private WordBank words(String file, boolean choosing) throws IOException, BundleException {
    Path folder = settings.data().comments();
    List<Comment> all = GoEmotions.read(folder.resolve(file), folder.resolve("labels.txt"));
    ModelSource source = ModelSource.named(settings.experts().words());
    try (ModelRuntime.Lease lease = ModelRuntime.lease(source, RuntimeConfig.DEFAULT)) {
      return WordBank.ofUtterances(
          choosing ? TextTrainer.part(all, true) : all,
          lease.runtime().words().orElseThrow(),
          network(lease.runtime().bundle().manifest()),
          settings.data().features());
    }
  }
}
