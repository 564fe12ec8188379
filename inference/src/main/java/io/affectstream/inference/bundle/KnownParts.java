package io.affectstream.inference.bundle;

import java.util.List;

/**
 * Names in manifests that this release supports and that no class defines. Voice features and word
 * vectors define their own: {@code AudioFrontEnd.ID}, {@code MiniLmWordEncoder.ID}.
 */
final class KnownParts {

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
