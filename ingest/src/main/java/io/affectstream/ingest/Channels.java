package io.affectstream.ingest;

import io.affectstream.ingest.media.MediaEvent;

/** Extracts single channels of a sound, such as the two sides of a call. */
final class Channels {

  private static final int BYTES = Short.BYTES;

  private Channels() {}

  /** One channel of a run; silence if the run has fewer channels. */
  static MediaEvent.Sound one(MediaEvent.Sound sound, int channel) {
    int frame = BYTES * sound.channels();
    byte[] pcm = new byte[sound.pcm().length / sound.channels()];
    for (int i = 0; channel < sound.channels() && i < pcm.length / BYTES; i++) {
      System.arraycopy(sound.pcm(), i * frame + channel * BYTES, pcm, i * BYTES, BYTES);
    }
    return new MediaEvent.Sound(sound.time(), sound.sampleRate(), 1, pcm);
  }
}
