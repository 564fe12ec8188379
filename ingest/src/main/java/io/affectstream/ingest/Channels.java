package io.affectstream.ingest;

import io.affectstream.ingest.media.MediaEvent;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaException.Reason;
import io.affectstream.ingest.media.MediaInfo;

/** Single channels of a sound: the two sides of a call. */
final class Channels {

  private static final int BYTES = Short.BYTES;

  private Channels() {}

  /**
   * @throws MediaException if the source's sound does not have the channel of the plan
   */
  static void check(StreamPlan plan, MediaInfo info) throws MediaException {
    if (plan.channel().isEmpty()) {
      return;
    }
    int needed = plan.channel().getAsInt() + 1;
    int found = info.audio().map(MediaInfo.Audio::channels).orElse(0);
    if (found < needed) {
      throw new MediaException(
          Reason.NO_TRACK,
          "%s: expected sound of at least %d channels to split, found %d; play it without --split-channels"
              .formatted(plan.source().describe(), needed, found));
    }
  }

  /** One channel of a run; silence where the format has changed to fewer. */
  static MediaEvent.Sound one(MediaEvent.Sound sound, int channel) {
    int frame = BYTES * sound.channels();
    byte[] pcm = new byte[sound.pcm().length / sound.channels()];
    for (int i = 0; channel < sound.channels() && i < pcm.length / BYTES; i++) {
      System.arraycopy(sound.pcm(), i * frame + channel * BYTES, pcm, i * BYTES, BYTES);
    }
    return new MediaEvent.Sound(sound.time(), sound.sampleRate(), 1, pcm);
  }
}
