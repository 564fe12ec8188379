package io.affectstream.bench.profile;

/** A part of our own work per frame, in the order of processing. */
public enum Stage {
  MEDIA_DECODE("media decode"),
  ENCODE("colour + JPEG encode"),
  SERIALISE("serialisation"),
  JPEG_DECODE("JPEG decode"),
  DETECT("detect"),
  CROP("crop + quality"),
  CNN("CNN"),
  VOICE("voice features"),
  WORDS("words"),
  ALIGN("tracking + align"),
  FUSE("fuse"),
  SMOOTH("smoothing + episodes");

  private final String label;

  Stage(String label) {
    this.label = label;
  }

  /** Display name. */
  public String label() {
    return label;
  }

  /** The part that a stage of the pipeline belongs to. */
  static Stage of(io.affectstream.inference.stream.Stage stage) {
    return switch (stage) {
      case DECODE -> JPEG_DECODE;
      case FIND -> DETECT;
      case CUT -> CROP;
      case ANALYSE -> CNN;
      case VOICE -> VOICE;
      case WORDS -> WORDS;
      case ALIGN -> ALIGN;
      case FUSE -> FUSE;
      case DECIDE -> SMOOTH;
    };
  }
}
