package io.affectstream.inference.fusion;

import io.affectstream.features.speaking.SpeakingMode;
import io.affectstream.schemas.bundle.HeadGraph;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Head;

/** What a bundle allows to find out about who speaks. */
public final class SpeakingModes {

  private SpeakingModes() {}

  /**
   * FUSED if the bundle fuses a face with voice or words, JUDGED if it only reads faces, OFF if its
   * per-face graph measures no mouths.
   */
  public static SpeakingMode of(Manifest manifest) {
    Head units = manifest.heads().actionUnits();
    if (units == null || units.graph() != HeadGraph.FACE) {
      return SpeakingMode.OFF;
    }
    boolean fuses = manifest.heads().expression().graph() == HeadGraph.FUSION;
    return fuses && (manifest.audio() != null || manifest.words() != null)
        ? SpeakingMode.FUSED
        : SpeakingMode.JUDGED;
  }
}
