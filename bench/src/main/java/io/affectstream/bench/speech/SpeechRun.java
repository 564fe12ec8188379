package io.affectstream.bench.speech;

import io.affectstream.features.speech.SpeechBlocks;
import io.affectstream.inference.speech.SpeechModel;
import io.affectstream.inference.speech.SpeechRecogniser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * One recognition of a file, with the pieces and reads of partial results of the transcription job.
 *
 * @param samples samples at 16 kHz
 * @param utterances utterances found
 * @param words words found
 * @param cpuNanos CPU time of the recognising thread
 */
public record SpeechRun(int samples, int utterances, int words, long cpuNanos) {

  /**
   * Recognises a WAV file.
   *
   * @throws IOException if the file is not a WAV file
   */
  public static SpeechRun of(Path wave, SpeechModel model) throws IOException {
    return of(read(wave), model);
  }

  static SpeechRun of(short[] samples, SpeechModel model) {
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    int utterances = 0;
    int words = 0;
    SpeechRecogniser recogniser = model.recogniser();
    try {
      for (int from = 0; from < samples.length; from += SpeechBlocks.BLOCK) {
        int to = Math.min(samples.length, from + SpeechBlocks.BLOCK);
        if (recogniser.accept(samples, from, to)) {
          words += recogniser.finish().size();
          utterances++;
          recogniser.close();
          recogniser = model.recogniser();
        } else {
          recogniser.partial();
        }
      }
      words += recogniser.finish().size();
    } finally {
      recogniser.close();
    }
    long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    return new SpeechRun(samples.length, utterances + 1, words, end - begin);
  }

  private static short[] read(Path wave) throws IOException {
    AudioFormat mono = new AudioFormat(SpeechBlocks.SAMPLE_RATE_HZ, 16, 1, true, false);
    try (AudioInputStream in =
        AudioSystem.getAudioInputStream(mono, AudioSystem.getAudioInputStream(wave.toFile()))) {
      byte[] bytes = in.readAllBytes();
      short[] samples = new short[bytes.length / Short.BYTES];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (short) ((bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] << 8));
      }
      return samples;
    } catch (UnsupportedAudioFileException e) {
      throw new IOException(wave + ": expected a WAV file, found another", e);
    }
  }
}
