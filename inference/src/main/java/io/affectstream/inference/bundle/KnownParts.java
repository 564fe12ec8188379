package io.affectstream.inference.bundle;

import java.util.List;

/** What this release can run, by the names manifests use. */
final class KnownParts {

  /** Voice features of {@code features.audio}: 40 MFCC, pitch, energy. */
  static final String FRONT_END = "mfcc40+f0+rms@16000";

  static final int FRONT_END_DIMENSIONS = 42;

  /** Word vectors of {@code inference.words}. */
  static final String WORD_ENCODER = "all-minilm-l6-v2";

  static final List<String> WORD_MODES = List.of("isolated", "context");
  static final int WORD_DIMENSIONS = 384;

  static final String DETECTOR = "yunet";
  static final List<String> DETECTOR_OUTPUTS =
      List.of(
          "cls_8", "cls_16", "cls_32", "obj_8", "obj_16", "obj_32", "bbox_8", "bbox_16", "bbox_32",
          "kps_8", "kps_16", "kps_32");

  static final List<String> FACE_OUTPUTS = List.of("embedding", "pooled", "tokens");
  static final List<String> FUSION_INPUTS =
      List.of(
          "embedding",
          "embedding_mask",
          "audio",
          "audio_mask",
          "words",
          "words_mask",
          "static",
          "static_mask",
          "row",
          "step");

  private KnownParts() {}
}
