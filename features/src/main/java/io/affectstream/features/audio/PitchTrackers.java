package io.affectstream.features.audio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Choice of the pitch tracker: one provided by another module ({@link PitchTrackerProvider}, found
 * by {@link ServiceLoader}) or the built-in {@link Yin}.
 */
public final class PitchTrackers {

  /** Name that selects the first provided tracker, else the built-in one. */
  public static final String AUTO = "auto";

  private PitchTrackers() {}

  /**
   * The provider of that name on the class path; for {@link #AUTO} the first by name among those of
   * other modules, else the built-in one.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static PitchTrackerProvider find(String name) {
    return find(
        name,
        ServiceLoader.load(
            PitchTrackerProvider.class, PitchTrackerProvider.class.getClassLoader()));
  }

  static PitchTrackerProvider find(String name, Iterable<PitchTrackerProvider> offered) {
    List<PitchTrackerProvider> providers = new ArrayList<>();
    offered.forEach(providers::add);
    providers.sort(Comparator.comparing(PitchTrackerProvider::name));
    providers.add(new BuiltIn());
    if (AUTO.equals(name)) {
      return providers.get(0);
    }
    return providers.stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name, providers));
  }

  private static IllegalArgumentException unknown(
      String name, List<PitchTrackerProvider> providers) {
    String names =
        providers.stream().map(PitchTrackerProvider::name).collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "pitch tracker: expected one of %s, %s, found '%s'; choose one of these or add the module that offers it"
            .formatted(AUTO, names, name));
  }

  private record BuiltIn() implements PitchTrackerProvider {

    @Override
    public String name() {
      return Yin.NAME;
    }

    @Override
    public PitchTracker create(int sampleRateHz, int frameLength) {
      return new Yin(sampleRateHz, frameLength);
    }
  }
}
