package io.affectstream.jobs.config;

import java.io.Serializable;
import java.time.Duration;

/** Section {@code vision}. */
public record VisionSection(
    @Option(
            value = "`all`: every face is a subject. `largest`: only the largest of each frame.",
            defaultValue = "all")
        Faces faces,
    @Option(
            value = "Maximum faces per frame, largest first.",
            defaultValue = "8",
            min = 1,
            max = 1_000)
        int maxFaces,
    @Option(value = "How long a face may be absent and keep its id.", defaultValue = "1 s", min = 0)
        Duration maxGap,
    @Option(
            value =
                "Largest image that is decoded, width times height; larger ones are dead"
                    + " letters.",
            defaultValue = "40000000",
            unit = "pixels",
            min = 1,
            max = 1_000_000_000)
        long maxImagePixels,
    @Option(
            value = "Folder of images sent by reference. Empty: such frames are refused.",
            defaultValue = "")
        String claimCheckFolder,
    @Option(
            value =
                "Interval in frames between searches of the whole image for faces; in between,"
                    + " known faces are followed. A new face next to others is found within this"
                    + " interval, a small one within five of them. 1 = every frame.",
            defaultValue = "5",
            min = 1,
            max = 1000)
        int detectEvery,
    @Option(
            value =
                "`auto`: voice and words are those of the face that speaks; a voice off screen has"
                    + " rows of its own. `off`: every face is fused with them. Streams with a role"
                    + " are not judged.",
            defaultValue = "auto")
        Speaking speaking,
    @Option(
            value =
                "Frames in flight per instance of the stage that measures faces. Their face"
                    + " crops are stored in checkpoints.",
            defaultValue = "32",
            min = 1,
            max = 10_000,
            changesResults = false)
        int inFlight)
    implements Serializable {

  /** Whether the face that speaks is found. */
  public enum Speaking {
    AUTO,
    OFF
  }

  /** Which faces of a frame are analysed. */
  public enum Faces {
    ALL,
    LARGEST
  }
}
