package io.affectstream.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

class WireCodecTest {

  /** Zigzag variable-length integer of 2,147,483,638. */
  private static final byte[] HUGE = {(byte) 0xEC, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};

  private final WireCodec<Transcript> codec = WireCodec.of(Transcript.class);

  @Test
  void roundTripKeepsEveryField() throws Exception {
    Transcript transcript = transcript();
    byte[] bytes = codec.encode(transcript);
    assertThat(bytes).startsWith(0xC3, 0x01);
    assertThat(codec.decode(bytes)).isEqualTo(transcript);
  }

  @Test
  void roundTripKeepsBytes() throws Exception {
    byte[] samples = {0, 1, (byte) 0xFF, 127, (byte) 0x80, 3};
    AudioChunk chunk =
        AudioChunk.newBuilder()
            .setStream("s")
            .setSequence(7)
            .setTime(-3)
            .setSampleRate(16_000)
            .setChannels(1)
            .setEncoding(AudioEncoding.PCM_S16LE)
            .setData(ByteBuffer.wrap(samples))
            .build();
    WireCodec<AudioChunk> audio = WireCodec.of(AudioChunk.class);
    AudioChunk read = audio.decode(audio.encode(chunk));
    assertThat(read).isEqualTo(chunk);
    assertThat(read.getData()).isEqualTo(ByteBuffer.wrap(samples));
  }

  @Test
  void aRecordReadOnceDoesNotChangeWhenTheNextIsRead() throws Exception {
    Transcript first = codec.decode(codec.encode(transcript()));
    codec.decode(codec.encode(Transcript.newBuilder(transcript()).setStream("other").build()));
    assertThat(first).isEqualTo(transcript());
  }

  @Test
  void noValueShortValueAndForeignValueAreNotAvro() {
    assertThat(refused(null)).hasMessageContaining("found no value");
    assertThat(refused(new byte[] {(byte) 0xC3, 1, 5})).hasMessageContaining("found 3 bytes");
    assertThat(refused("{\"json\": \"text\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .hasMessage(
            "expected Avro single-object encoding of Transcript (marker C3 01), found 7B 22");
    assertThat(refused(new byte[0]).reason()).isEqualTo(DeadLetterReason.NOT_AVRO);
  }

  @Test
  void confluentFramingHasTheIdAndTheSameBody() throws Exception {
    WireCodec<Transcript> framed = WireCodec.of(Transcript.class).withSchemaId(0x01020304);
    byte[] single = codec.encode(transcript());
    byte[] bytes = framed.encode(transcript());
    assertThat(bytes).startsWith(0, 1, 2, 3, 4).hasSize(single.length - 5);
    assertThat(Arrays.copyOfRange(bytes, 5, bytes.length))
        .isEqualTo(Arrays.copyOfRange(single, 10, single.length));
    assertThat(framed.decode(bytes)).isEqualTo(transcript());
    assertThat(framed.decode(single)).as("topics may change over").isEqualTo(transcript());
  }

  @Test
  void aSchemaOfTheRegistryIsAskedForOnce() throws Exception {
    Schema own = Transcript.getClassSchema();
    int[] asked = {0};
    WireCodec<Transcript> reading =
        WireCodec.of(Transcript.class)
            .withSchemas(
                id -> {
                  asked[0]++;
                  return Optional.of(own);
                });
    byte[] bytes = WireCodec.of(Transcript.class).withSchemaId(7).encode(transcript());
    assertThat(reading.decode(bytes)).isEqualTo(transcript());
    assertThat(reading.decode(bytes)).isEqualTo(transcript());
    assertThat(asked[0]).isOne();
  }

  @Test
  void anUnknownIdAndAnotherContractsIdAreUnknownSchemas() {
    byte[] bytes = WireCodec.of(Transcript.class).withSchemaId(7).encode(transcript());
    WireCodec<Transcript> without =
        WireCodec.of(Transcript.class).withSchemas(id -> Optional.empty());
    WireCodec<Transcript> other =
        WireCodec.of(Transcript.class).withSchemas(id -> Optional.of(DeadLetter.SCHEMA$));
    assertThat(catchThrowableOfType(WireException.class, () -> without.decode(bytes)))
        .hasMessageContaining("found schema id 7, which the registry does not have")
        .extracting(WireException::reason)
        .isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
    assertThat(catchThrowableOfType(WireException.class, () -> other.decode(bytes)))
        .hasMessageContaining("found schema id 7, which is io.affectstream.schemas.DeadLetter")
        .extracting(WireException::reason)
        .isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
  }

  @Test
  void withoutARegistryItsFramingIsNamed() {
    byte[] bytes = WireCodec.of(Transcript.class).withSchemaId(7).encode(transcript());
    assertThat(refused(bytes))
        .hasMessageContaining("found Confluent's framing with schema id 7; name its registry")
        .extracting(WireException::reason)
        .isEqualTo(DeadLetterReason.NOT_AVRO);
  }

  @Test
  void aRegistryThatIsAwaySaysNothingAboutTheRecord() {
    byte[] bytes = WireCodec.of(Transcript.class).withSchemaId(7).encode(transcript());
    WireCodec<Transcript> reading =
        WireCodec.of(Transcript.class)
            .withSchemas(
                id -> {
                  throw new IOException("away");
                });
    assertThatThrownBy(() -> reading.decode(bytes))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("away");
  }

  @Test
  void aRecordOfAnotherContractIsAnUnknownSchema() {
    byte[] other =
        WireCodec.of(DeadLetter.class)
            .encode(
                DeadLetter.newBuilder()
                    .setTopic("t")
                    .setPartition(0)
                    .setOffset(1)
                    .setReason(DeadLetterReason.OTHER)
                    .setMessage("m")
                    .build());
    WireException e = refused(other);
    assertThat(e.reason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
    assertThat(e).hasMessageContaining("expected schema Transcript with fingerprint");
  }

  @Test
  void everyTruncationIsMalformed() {
    byte[] bytes = codec.encode(transcript());
    for (int length = 10; length < bytes.length; length++) {
      assertThat(refused(Arrays.copyOf(bytes, length)).reason())
          .as("first %d of %d bytes", length, bytes.length)
          .isEqualTo(DeadLetterReason.MALFORMED);
    }
  }

  @Test
  void aHugeClaimedLengthIsMalformedNotAnOutOfMemoryError() {
    byte[] claims = Arrays.copyOf(codec.encode(transcript()), 40);
    // the first field is the stream id: a string of 2,147,483,638 bytes
    System.arraycopy(HUGE, 0, claims, 10, HUGE.length);
    WireException e = refused(claims);
    assertThat(e.reason()).isEqualTo(DeadLetterReason.MALFORMED);
    assertThat(e).hasMessageContaining("2147483638 bytes or items are claimed at byte 15");
  }

  @Test
  void aHugeClaimedItemCountIsMalformedNotAnOutOfMemoryError() {
    byte[] claims = Arrays.copyOf(codec.encode(transcript()), 40);
    claims[10] = 0; // empty stream id
    claims[11] = 0; // sequence 0
    System.arraycopy(HUGE, 0, claims, 12, HUGE.length); // words
    assertThat(refused(claims).reason()).isEqualTo(DeadLetterReason.MALFORMED);
  }

  @Test
  void everyAlteredByteIsReadOrMalformed() {
    byte[] bytes = codec.encode(transcript());
    for (int i = 10; i < bytes.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] altered = bytes.clone();
        altered[i] ^= (byte) (1 << bit);
        try {
          assertThat(codec.decode(altered).getWords()).hasSizeLessThan(bytes.length);
        } catch (WireException e) {
          assertThat(e.reason()).isEqualTo(DeadLetterReason.MALFORMED);
        }
      }
    }
  }

  @Test
  void recordsOfEveryStoredReleaseAreRead() throws Exception {
    for (Map.Entry<String, Schema> entry : SchemaCompatibilityTest.released().entrySet()) {
      if (!entry.getValue().getName().equals("Transcript")) {
        continue;
      }
      GenericRecord record =
          new GenericRecordBuilder(entry.getValue())
              .set("stream", "old")
              .set("sequence", 4L)
              .set("words", List.of())
              .set("final", true)
              .set("completeThrough", 9L)
              .set("endOfStream", true)
              .build();
      ByteBuffer bytes =
          new BinaryMessageEncoder<GenericRecord>(GenericData.get(), entry.getValue())
              .encode(record);
      byte[] array = new byte[bytes.remaining()];
      bytes.get(array);
      Transcript read = WireCodec.of(Transcript.class).withWriter(entry.getValue()).decode(array);
      assertThat(read.getStream()).isEqualTo("old");
      assertThat(read.getCompleteThrough()).isEqualTo(9);
      assertThat(read.getEndOfStream()).isTrue();
    }
  }

  private WireException refused(byte[] bytes) {
    return catchThrowableOfType(WireException.class, () -> codec.decode(bytes));
  }

  private static Transcript transcript() {
    return Transcript.newBuilder()
        .setStream("stream ä")
        .setSequence(3)
        .setWords(List.of(new Word("place", 10L, 20L, 0.5f), new Word("now", 20L, 31L, 1f)))
        .setFinal$(true)
        .setCompleteThrough(31)
        .build();
  }
}
