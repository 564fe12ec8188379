package io.affectstream.inference.face;

import io.affectstream.features.vision.FaceDetector;
import io.affectstream.features.vision.GridFaceDetector;
import io.affectstream.features.vision.YuNetFaceDetector;
import io.affectstream.inference.bundle.BuiltInDetector;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.bundle.Manifest.Detector;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The face detector of a bundle, loaded once for all threads. Thread-safe; closed after the
 * detectors it returned.
 */
public final class DetectorModel implements AutoCloseable {

  private final Supplier<FaceDetector> detectors;
  private final Optional<OnnxSession> session;

  private DetectorModel(Supplier<FaceDetector> detectors, Optional<OnnxSession> session) {
    this.detectors = detectors;
    this.session = session;
  }

  /**
   * Loads the detector of a bundle, or the built-in one.
   *
   * @param bundle a verified bundle
   * @param device device of a grid detector; YuNet runs on the CPU
   */
  public static DetectorModel open(ModelBundle bundle, DeviceConfig device) {
    Detector spec = bundle.manifest().detector();
    if (spec == null) {
      return builtIn(device);
    }
    byte[] file = bundle.file(spec.file());
    return switch (spec.kind()) {
      case GRID -> grid(spec, file, device);
      case YUNET ->
          new DetectorModel(
              () ->
                  new YuNetFaceDetector(
                      file, spec.scoreThreshold(), spec.nmsThreshold(), spec.maxSide()),
              Optional.empty());
    };
  }

  /** Loads the built-in detector. */
  public static DetectorModel builtIn(DeviceConfig device) {
    return grid(BuiltInDetector.spec(), BuiltInDetector.file(), device);
  }

  /**
   * Loads a detector of kind {@code grid}.
   *
   * @param spec its part of a manifest
   * @param file the ONNX file
   * @param device its device
   */
  public static DetectorModel grid(Detector spec, byte[] file, DeviceConfig device) {
    OnnxSession session = OnnxSession.open(spec.file(), file, device);
    return new DetectorModel(
        () -> new GridFaceDetector(spec, () -> new OnnxGridNet(spec.grid(), session)),
        Optional.of(session));
  }

  /** A new detector for the calling thread, which closes it. */
  public FaceDetector detector() {
    return detectors.get();
  }

  @Override
  public void close() {
    session.ifPresent(OnnxSession::close);
  }
}
