package io.affectstream.app.run;

import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.MediaInfo;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.bundle.Manifest;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Input modalities of a bundle. A bundle without fusion predicts from faces only. */
final class BundleInputs {

  private final String identity;
  private final Set<Modality> used = EnumSet.noneOf(Modality.class);

  BundleInputs(ModelBundle bundle) {
    identity = bundle.identity();
    Manifest manifest = bundle.manifest();
    boolean fuses = manifest.fusion() != null;
    use(Modality.FACE, manifest.face() != null);
    use(Modality.VOICE, fuses && manifest.audio() != null);
    use(Modality.WORDS, fuses && manifest.words() != null);
  }

  private void use(Modality modality, boolean used) {
    if (used) {
      this.used.add(modality);
    }
  }

  boolean facesOnly() {
    return used.equals(EnumSet.of(Modality.FACE));
  }

  /**
   * Reason why no row of a stream can be measured; empty if it has a modality that the bundle uses.
   */
  Optional<String> unused(StreamPlan plan, MediaInfo info) {
    Set<Modality> held = held(plan, info);
    if (held.stream().anyMatch(used::contains)) {
      return Optional.empty();
    }
    return Optional.of(
        "nothing will be measured: it holds %s, and the bundle %s uses %s only%s"
            .formatted(
                names(held),
                identity,
                names(used),
                facesOnly() ? "; the default bundle uses voice and words too" : ""));
  }

  private static Set<Modality> held(StreamPlan plan, MediaInfo info) {
    Set<Modality> held = EnumSet.noneOf(Modality.class);
    if (info.video().isPresent() && plan.channel().isEmpty()) {
      held.add(Modality.FACE);
    }
    if (info.audio().isPresent()) {
      held.add(Modality.VOICE);
    }
    if (plan.words().isPresent() || (plan.recogniseSpeech() && info.audio().isPresent())) {
      held.add(Modality.WORDS);
    }
    return held;
  }

  private static String names(Set<Modality> modalities) {
    return modalities.stream()
        .map(modality -> modality.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" and "));
  }
}
