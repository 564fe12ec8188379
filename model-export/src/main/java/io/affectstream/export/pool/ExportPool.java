package io.affectstream.export.pool;

import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.digest.Sha256;
import io.affectstream.training.ItemListener;
import io.affectstream.training.pool.ExpertPool;
import io.affectstream.training.pool.ModalitySet;
import io.affectstream.training.pool.PoolSettings;
import io.affectstream.training.pool.PoolStudy;
import io.affectstream.training.voice.VoiceTrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Fits a pool of experts and writes it with them as one bundle. */
public final class ExportPool {

  private static final double TOLERANCE = 1e-4;

  private final PoolSettings settings;
  private final String commit;

  /**
   * @param settings settings of the pool
   * @param commit of the training code
   */
  public ExportPool(PoolSettings settings, String commit) {
    this.settings = settings;
    this.commit = commit;
  }

  /**
   * Writes the bundle.
   *
   * @param id name of the bundle
   * @param out folder to create
   * @param items notified about encoded items
   * @throws IOException if a file cannot be read or written
   * @throws BundleException if an expert's bundle or the result is not valid
   */
  public ModelBundle export(String id, Path out, ItemListener items)
      throws IOException, BundleException {
    PoolStudy.Fitted fitted = new PoolStudy(settings, items).fit();
    return new PoolBundle(
            id,
            ModelSource.named(settings.experts().face()).open(),
            ModelSource.named(settings.experts().words()).open(),
            fitted,
            provenance(fitted.pool()))
        .write(out);
  }

  private Manifest.Provenance provenance(ExpertPool pool) throws IOException {
    Map<String, String> data = new TreeMap<>();
    Path faces = settings.data().faces();
    Path votes = settings.data().votes();
    VoiceTrainingConfig voice = VoiceTrainingConfig.read(settings.experts().voice());
    data.put(faces.getFileName().toString(), Sha256.of(faces));
    data.put(votes.getFileName().toString(), Sha256.of(votes));
    data.put("emodb", Sha256.ofFolder(voice.emodb()));
    data.put("emogator", Sha256.ofFolder(voice.emogator()));
    data.put("goemotions", Sha256.ofFolder(settings.data().comments()));
    Map<String, Double> fitted = new TreeMap<>();
    for (int m = 0; m < pool.channels().size(); m++) {
      String name = ModalitySet.modality(m).name().toLowerCase(Locale.ROOT);
      fitted.put(name + ".weight", rounded(pool.channels().get(m).weight()));
      fitted.put(name + ".neutral", rounded(pool.channels().get(m).neutral()));
      fitted.put(name + ".foreign", rounded(pool.channels().get(m).foreign()));
    }
    return new Manifest.Provenance(
        data,
        settings.seed(),
        commit,
        TOLERANCE,
        fitted,
        "Experts pooled on a COMPOSED corpus: web faces, acted German voices, English comments. No"
            + " recording of a person with face, voice and words was available. Figures are in the"
            + " model card. Action units are estimates distilled from a face mesh, not validated"
            + " against FACS coders.");
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
