package io.affectstream.inference.bundle;

import io.affectstream.schemas.bundle.ColourOrder;
import io.affectstream.schemas.bundle.CropAlignment;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.TensorLayout;
import java.util.List;

/** Checks the crop of a face and its conversion to the image input. */
final class ImageCheck {

  private static final int MAX_SIDE = 4096;

  private ImageCheck() {}

  static void input(Manifest.ImageInput input, Rules rules) {
    rules.text("face.input.name", input.name());
    rules.range("face.input.width", input.width(), 1, MAX_SIDE);
    rules.range("face.input.height", input.height(), 1, MAX_SIDE);
    rules.known("face.input.layout", input.layout(), List.of(TensorLayout.values()));
    rules.known("face.input.colour", input.colour(), List.of(ColourOrder.values()));
    rules.require(
        Float.isFinite(input.scale()) && input.scale() != 0,
        "face.input.scale",
        "a finite number other than 0",
        input.scale());
    channels("face.input.mean", "finite numbers", input.mean(), input.channels(), true, rules);
    channels(
        "face.input.std", "finite non-zero numbers", input.std(), input.channels(), false, rules);
  }

  private static void channels(
      String key, String what, float[] values, int channels, boolean zeroAllowed, Rules rules) {
    boolean holds = values != null && values.length == channels;
    for (int i = 0; holds && i < channels; i++) {
      holds = Float.isFinite(values[i]) && (zeroAllowed || values[i] != 0);
    }
    rules.require(holds, key, "%d %s, one per channel".formatted(channels, what), values);
  }

  static void crop(Manifest.Crop crop, Rules rules) {
    rules.known("face.crop.alignment", crop.alignment(), List.of(CropAlignment.values()));
    rules.require(
        crop.margin() >= 0 && crop.margin() <= 2,
        "face.crop.margin",
        "a share in [0, 2]",
        crop.margin());
    if (crop.landmarks() != null || crop.alignment() == CropAlignment.SIMILARITY) {
      landmarks(crop.landmarks(), rules);
    }
  }

  private static void landmarks(float[] landmarks, Rules rules) {
    boolean holds = landmarks != null && landmarks.length == 10;
    for (int i = 0; holds && i < landmarks.length; i++) {
      holds = landmarks[i] >= 0 && landmarks[i] <= 1;
    }
    rules.require(
        holds,
        "face.crop.landmarks",
        "10 numbers in [0, 1]: x, y of right eye, left eye, nose, right and left mouth corner",
        landmarks);
  }
}
