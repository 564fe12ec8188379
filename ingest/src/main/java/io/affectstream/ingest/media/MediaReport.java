package io.affectstream.ingest.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happened while a source was read.
 *
 * @param pictures pictures delivered
 * @param sounds chunks of sound delivered
 * @param corruptPackets packets the decoders refused; skipped
 * @param concealedPictures pictures decoded with errors; delivered
 * @param estimatedTimes pictures without a timestamp, placed one interval after the one before
 * @param reversedPictures pictures timed before the one before; dropped
 * @param shrunkPictures pictures encoded at lower quality to fit the size limit
 * @param oversizedPictures pictures that did not fit at the lowest quality; delivered without bytes
 * @param audioGaps places where the sound jumps forward
 * @param audioOverlaps runs of sound timed within what was delivered already; cut
 * @param brokenOff why the source ended early; empty = it was read to its end
 */
public record MediaReport(
    long pictures,
    long sounds,
    long corruptPackets,
    long concealedPictures,
    long estimatedTimes,
    long reversedPictures,
    long shrunkPictures,
    long oversizedPictures,
    long audioGaps,
    long audioOverlaps,
    Optional<String> brokenOff) {

  /** One line for each thing out of the ordinary; empty if all was well. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    brokenOff.ifPresent(remarks::add);
    add(remarks, corruptPackets, "corrupt packets skipped");
    add(remarks, concealedPictures, "pictures decoded with errors");
    add(remarks, estimatedTimes, "pictures without a timestamp, placed by the frame rate");
    add(remarks, reversedPictures, "pictures dropped because their time runs backwards");
    add(remarks, shrunkPictures, "pictures encoded at lower quality to fit the size limit");
    add(remarks, oversizedPictures, "pictures over the size limit at any quality, left out");
    add(remarks, audioGaps, "gaps in the sound");
    add(remarks, audioOverlaps, "runs of sound cut because they overlap");
    return List.copyOf(remarks);
  }

  private static void add(List<String> remarks, long count, String what) {
    if (count > 0) {
      remarks.add(count + " " + what);
    }
  }
}
