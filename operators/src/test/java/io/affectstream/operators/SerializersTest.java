package io.affectstream.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.admission.AdmissionState;
import io.affectstream.features.align.AlignmentState;
import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.align.LateArrival;
import io.affectstream.features.align.Segment;
import io.affectstream.features.align.SpokenWords.SpokenWord;
import io.affectstream.features.align.TrackedFrame;
import io.affectstream.features.audio.VoiceState;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.EpisodesState;
import io.affectstream.features.rows.FusedSegment;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.features.rows.LiveState;
import io.affectstream.features.rows.ProvisionalState;
import io.affectstream.features.rows.SmoothState;
import io.affectstream.features.rows.StreamEvent;
import io.affectstream.features.speech.SpeechState;
import io.affectstream.features.vision.FaceFollower;
import io.affectstream.features.words.UtteranceState;
import io.affectstream.inference.speech.SpokenTranscript;
import io.affectstream.operators.align.AlignInput;
import io.affectstream.operators.source.AudioArrival;
import io.affectstream.operators.source.RawRecord;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.StreamArrival;
import io.affectstream.operators.source.TranscriptArrival;
import io.affectstream.operators.source.VideoArrival;
import io.affectstream.operators.vision.FoundFrame;
import io.affectstream.operators.vision.FrameBlock;
import io.affectstream.operators.words.SpokenUtterance;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type that crosses the network or is stored in a checkpoint has its own serializer. */
class SerializersTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        RawRecord.class,
        Refusal.class,
        VideoArrival.class,
        AudioArrival.class,
        TranscriptArrival.class,
        StreamArrival.class,
        FoundFrame.class,
        FrameBlock.class,
        FaceFollower.State.class,
        AlignInput.class,
        FaceFrame.class,
        TrackedFrame.class,
        SpokenWord.class,
        LateArrival.class,
        Segment.class,
        FusedSegment.class,
        DecidedRow.class,
        StreamEvent.class,
        AdmissionState.class,
        VoiceState.class,
        AlignmentState.class,
        SmoothState.class,
        LiveRow.class,
        LiveState.class,
        ProvisionalState.class,
        EpisodesState.class,
        SpeechState.class,
        UtteranceState.class,
        SpokenUtterance.class,
        SpokenTranscript.class
      })
  void isSerialisedWithoutKryo(Class<?> type) {
    Configuration strict = new Configuration();
    strict.set(PipelineOptions.GENERIC_TYPES, false);
    TypeInformation<?> info = TypeInformation.of(type);
    assertThat(info).isInstanceOf(PojoTypeInfo.class);
    assertThat(info.createSerializer(new SerializerConfigImpl(strict))).isNotNull();
  }
}
