package io.affectstream.ingest.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Irregularities found while a source was read.
 *
 * @param pictures pictures delivered
 * @param sounds chunks of sound delivered
 * @param corruptPackets packets that the decoders refused; skipped
 * @param concealedPictures pictures decoded with errors; delivered
 * @param unusableFrames images and runs of sound of an impossible size or format; skipped
 * @param estimatedTimes images without a timestamp, placed one interval after the previous one
 * @param movedPictures images with the timestamp of the previous one or an earlier one, moved to a
 *     distinct time
 * @param shrunkPictures pictures encoded at lower quality to fit the size limit
 * @param oversizedPictures pictures that did not fit at the lowest quality; delivered without bytes
 * @param longestGapMicros longest distance of two images if it is more than 10 s, else 0
 * @param audioGaps places where the sound jumps forward
 * @param audioOverlaps runs of sound that overlap delivered sound; cut
 * @param discontinuities positions where the source's clock restarts; time continues
 * @param brokenOff why the source ended early; empty = it was read to its end
 */
public record MediaReport(
    long pictures,
    long sounds,
    long corruptPackets,
    long concealedPictures,
    long unusableFrames,
    long estimatedTimes,
    long movedPictures,
    long shrunkPictures,
    long oversizedPictures,
    long longestGapMicros,
    long audioGaps,
    long audioOverlaps,
    long discontinuities,
    Optional<String> brokenOff) {

  /** One line for each irregularity; empty if there is none. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    brokenOff.ifPresent(remarks::add);
    add(remarks, corruptPackets, "corrupt packets skipped");
    add(remarks, concealedPictures, "images decoded with errors");
    add(remarks, unusableFrames, "frames of an impossible size or format skipped");
    add(remarks, estimatedTimes, "images without a timestamp, placed by the frame rate");
    add(
        remarks,
        movedPictures,
        "images timed like the one before or earlier, placed by their order");
    add(remarks, shrunkPictures, "images encoded at lower quality to fit the size limit");
    add(remarks, oversizedPictures, "images over the size limit at any quality, not published");
    if (longestGapMicros > 0) {
      remarks.add("a gap of %.1f s between two images".formatted(longestGapMicros / 1e6));
    }
    add(remarks, audioGaps, "gaps in the sound");
    add(remarks, audioOverlaps, "runs of sound cut because they overlap");
    add(remarks, discontinuities, "jumps of the source's clock removed");
    return List.copyOf(remarks);
  }

  /** Whether nothing could be decoded. */
  public boolean isEmpty() {
    return pictures == 0 && sounds == 0;
  }

  /** Whether there are images but none fits the size limit. */
  public boolean noPictureFits() {
    return pictures > 0 && oversizedPictures == pictures;
  }

  private static void add(List<String> remarks, long count, String what) {
    if (count > 0) {
      remarks.add(count + " " + what);
    }
  }
}
