package io.affectstream.jobs.config;

import java.io.Serializable;
import java.time.Duration;

/** Section {@code vision}. */
public record VisionConfig(
    @Option(
            value = "`all`: every face is a subject. `largest`: only the largest of each frame.",
            byDefault = "all")
        Faces faces,
    @Option(value = "Most faces per frame, largest first.", byDefault = "8", min = 1, max = 1_000)
        int maxFaces,
    @Option(
            value = "How long a face may be away and still keep its id.",
            byDefault = "1 s",
            min = 0)
        Duration maxGap,
    @Option(
            value =
                "Largest picture that is decoded, width times height; larger ones are dead"
                    + " letters.",
            byDefault = "40000000",
            unit = "pixels",
            min = 1,
            max = 1_000_000_000)
        long maxPicturePixels,
    @Option(
            value =
                "Folder below which pictures sent by reference must lie. Empty: such frames are"
                    + " refused.",
            byDefault = "")
        String claimCheckFolder,
    @Option(
            value =
                "Every how many frames the whole image is searched for faces; in between, known"
                    + " faces are followed. A face that comes in beside others is found within as"
                    + " many frames. 1 = every frame.",
            byDefault = "5",
            min = 1,
            max = 1000)
        int detectEvery,
    @Option(
            value =
                "Frames per instance of the stage whose faces are being measured. Their faces, cut"
                    + " out, are stored in checkpoints.",
            byDefault = "32",
            min = 1,
            max = 10_000,
            changesResults = false)
        int inFlight)
    implements Serializable {

  /** Which faces of a frame are analysed. */
  public enum Faces {
    ALL,
    LARGEST
  }
}
