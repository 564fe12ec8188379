package io.affectstream.jobs.catalogue;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A model that the product can fetch.
 *
 * @param id name on the command line and in the models folder
 * @param use purpose
 * @param language BCP 47 language of a speech model, else empty
 * @param address address of its publication
 * @param size bytes
 * @param sha256 of these bytes, in hexadecimal
 * @param licence SPDX identifier
 */
public record CatalogueModel(
    String id, Use use, String language, URI address, long size, String sha256, String licence) {

  /** Purpose of a model. */
  public enum Use {
    /** Speech recognition with Vosk; a zip of one folder. */
    SPEECH,
    /** Detector of a bundle; one file. */
    FACE_DETECTOR
  }

  /** Every model, in display order. */
  public static final List<CatalogueModel> ALL =
      List.of(
          new CatalogueModel(
              "vosk-model-small-en-us-0.15",
              Use.SPEECH,
              "en",
              URI.create("https://alphacephei.com/vosk/models/vosk-model-small-en-us-0.15.zip"),
              41_205_931,
              "30f26242c4eb449f948e42cb302dd7a686cb29a3423a8367f99ff41780942498",
              "Apache-2.0"),
          new CatalogueModel(
              "yunet-640",
              Use.FACE_DETECTOR,
              "",
              URI.create(
                  "https://raw.githubusercontent.com/ShiqiYu/libfacedetection.train/0047ac24afb1a50a0c6105001c89d1b5b805dbf1/onnx/yunet_s_640_640.onnx"),
              232_589,
              "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
              "Apache-2.0"));

  /** The model of that id. */
  public static Optional<CatalogueModel> of(String id) {
    return ALL.stream().filter(model -> model.id().equals(id)).findFirst();
  }

  /** Last part of the address: the name of the file at every mirror. */
  public String file() {
    return address.getPath().replaceAll("^.*/", "");
  }

  /** Size for display, e.g. {@code 39.3 MB}. */
  public String readableSize() {
    return size < 1 << 20
        ? String.format(Locale.ROOT, "%.0f KB", size / 1024.0)
        : String.format(Locale.ROOT, "%.1f MB", size / 1048576.0);
  }

  /** Whether it is an archive to unpack. */
  public boolean archive() {
    return file().endsWith(".zip");
  }
}
