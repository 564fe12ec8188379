package io.affectstream.inference.bundle;

import java.util.List;

/**
 * Names of manifests that this release understands and no class of its own stands for. Voice
 * features and word vectors say theirs themselves: {@code AudioFrontEnd.ID}, {@code
 * MiniLmWordEncoder.ID}.
 */
final class KnownParts {

  static final List<String> WORD_MODES = List.of("isolated", "context");

  static final List<String> DETECTORS = List.of("grid", "yunet");

  /** Outputs of a detector of kind yunet. */
  static final List<String> YUNET_OUTPUTS =
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
