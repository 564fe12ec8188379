package io.affectstream.bench.fuzz;

import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.Word;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Creates record number n of a fuzzing run: a well-formed record whose fields, media or bytes are
 * changed. It depends only on the seed and n, so that a run can be continued at any number. Records
 * of one stream are consecutive; a new stream starts after {@link #PER_STREAM} of them.
 */
final class RecordMutator {

  /** Records of one stream. */
  static final int PER_STREAM = 60;

  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    7,
    1L << 31,
    -(1L << 31),
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1_750_000_000_000_000L,
    1_750_000_000_000_000_000L,
    31_536_000_000_000_000L,
    -31_536_000_000_000_000L
  };
  private static final int[] SMALL_NUMBERS = {
    0, 1, -1, 2, 3, 8, 255, 8_000, 44_100, 384_000, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE
  };

  private final long seed;
  private final SeedRecords seeds;
  private final Topics topics;
  private final WireCodec<VideoFrame> video = WireCodec.of(VideoFrame.class);
  private final WireCodec<AudioChunk> audio = WireCodec.of(AudioChunk.class);
  private final WireCodec<Transcript> words = WireCodec.of(Transcript.class);
  private final WireCodec<StreamDescriptor> descriptors = WireCodec.of(StreamDescriptor.class);

  RecordMutator(long seed, SeedRecords seeds, Topics topics) {
    this.seed = seed;
    this.seeds = seeds;
    this.topics = topics;
  }

  /** Record {@code number}, from 0. */
  FuzzedRecord record(long number) {
    Random random = new Random(seed * 1_000_003 + number);
    long position = number % PER_STREAM;
    String stream = "fuzz-" + number / PER_STREAM;
    FuzzedRecord made =
        switch (position == 0 ? 9 : random.nextInt(10)) {
          case 0, 1, 2, 3 ->
              new FuzzedRecord(topics.video(), stream, frame(stream, position, random));
          case 4, 5, 6 -> new FuzzedRecord(topics.audio(), stream, chunk(stream, position, random));
          case 7, 8 ->
              new FuzzedRecord(topics.transcripts(), stream, transcript(stream, position, random));
          default -> new FuzzedRecord(topics.streams(), stream, descriptor(stream, random));
        };
    return switch (random.nextInt(12)) {
      case 0, 1 -> with(made, flipped(made.value(), random));
      case 2 -> with(made, Arrays.copyOf(made.value(), random.nextInt(made.value().length)));
      case 3 -> with(made, spliced(made.value(), random));
      case 4 -> elsewhere(made, random);
      case 5 -> random.nextInt(4) == 0 ? with(made, noise(random)) : made;
      default -> made;
    };
  }

  private static FuzzedRecord with(FuzzedRecord record, byte[] value) {
    return new FuzzedRecord(record.topic(), record.stream(), value);
  }

  private FuzzedRecord elsewhere(FuzzedRecord record, Random random) {
    List<String> inputs = topics.inputs();
    return new FuzzedRecord(
        inputs.get(random.nextInt(inputs.size())), record.stream(), record.value());
  }

  private byte[] frame(String stream, long position, Random random) {
    VideoFrame seed = seeds.frames().get(random.nextInt(seeds.frames().size()));
    VideoFrame.Builder frame =
        VideoFrame.newBuilder(seed)
            .setStream(stream)
            .setSequence(position)
            .setTime(position * 40_000);
    if (random.nextInt(3) == 0) {
      frame.setData(ByteBuffer.wrap(flipped(bytes(seed.getData()), random)));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      switch (random.nextInt(9)) {
        case 0 -> frame.setSequence(number(position, random));
        case 1 -> frame.setTime(number(position * 40_000, random));
        case 2 -> frame.setInterval(number(40_000, random));
        case 3 -> frame.setEncoding(pick(FrameEncoding.values(), random));
        case 4 -> frame.setWidth(small(random));
        case 5 -> frame.setHeight(small(random));
        case 6 -> frame.setUri(text(random));
        case 7 -> frame.setData(ByteBuffer.wrap(noise(random)));
        default -> frame.setEndOfStream(random.nextInt(8) == 0);
      }
    }
    return video.encode(frame.build());
  }

  private byte[] chunk(String stream, long position, Random random) {
    if (seeds.chunks().isEmpty()) {
      return noise(random);
    }
    AudioChunk seed = seeds.chunks().get(random.nextInt(seeds.chunks().size()));
    AudioChunk.Builder chunk =
        AudioChunk.newBuilder(seed)
            .setStream(stream)
            .setSequence(position)
            .setTime(position * 40_000);
    for (int i = random.nextInt(3); i > 0; i--) {
      switch (random.nextInt(7)) {
        case 0 -> chunk.setSequence(number(position, random));
        case 1 -> chunk.setTime(number(position * 40_000, random));
        case 2 -> chunk.setSampleRate(small(random));
        case 3 -> chunk.setChannels(small(random));
        case 4 -> chunk.setEncoding(pick(AudioEncoding.values(), random));
        case 5 -> chunk.setData(ByteBuffer.wrap(flipped(bytes(seed.getData()), random)));
        default -> chunk.setEndOfStream(random.nextInt(8) == 0);
      }
    }
    return audio.encode(chunk.build());
  }

  private byte[] transcript(String stream, long position, Random random) {
    List<Word> spoken = new ArrayList<>();
    long start = position * 40_000;
    for (int i = random.nextInt(4); i > 0; i--) {
      long from = random.nextInt(4) == 0 ? number(start, random) : start;
      long to = random.nextInt(4) == 0 ? number(start, random) : from + 300_000;
      spoken.add(new Word(text(random), from, to, random.nextFloat()));
      start += 350_000;
    }
    return words.encode(
        new Transcript(
            stream,
            random.nextInt(6) == 0 ? number(position, random) : position,
            spoken,
            random.nextInt(5) > 0,
            random.nextInt(5) == 0 ? number(start, random) : start,
            random.nextInt(40) == 0,
            pick(NoWords.values(), random)));
  }

  private byte[] descriptor(String stream, Random random) {
    List<Modality> modalities = new ArrayList<>();
    for (Modality modality : Modality.values()) {
      if (random.nextBoolean()) {
        modalities.add(modality);
      }
    }
    return descriptors.encode(
        StreamDescriptor.newBuilder(seeds.described())
            .setStream(random.nextInt(10) == 0 ? text(random) : stream)
            .setModalities(modalities)
            .setLanguage(random.nextBoolean() ? text(random) : null)
            .setRecogniseSpeech(random.nextInt(4) == 0)
            .build());
  }

  private static long number(long about, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 1 -> about + random.nextInt(2_000_001) - 1_000_000;
      default -> random.nextLong();
    };
  }

  private static int small(Random random) {
    return random.nextBoolean()
        ? SMALL_NUMBERS[random.nextInt(SMALL_NUMBERS.length)]
        : random.nextInt();
  }

  private static <E> E pick(E[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(
          random.nextInt(3) == 0 ? random.nextInt(0xD800) : ' ' + random.nextInt(95));
    }
    return text.toString();
  }

  private static byte[] flipped(byte[] value, Random random) {
    byte[] flipped = value.clone();
    for (int i = 1 + random.nextInt(8); i > 0 && flipped.length > 0; i--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  /** Removes some bytes and inserts some noise. */
  private static byte[] spliced(byte[] value, Random random) {
    int at = random.nextInt(value.length);
    int out = Math.min(value.length - at, random.nextInt(64));
    byte[] in = noise(random);
    byte[] spliced = Arrays.copyOf(value, value.length - out + in.length);
    System.arraycopy(in, 0, spliced, at, in.length);
    System.arraycopy(value, at + out, spliced, at + in.length, value.length - at - out);
    return spliced;
  }

  private static byte[] noise(Random random) {
    byte[] noise = new byte[random.nextInt(64)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
