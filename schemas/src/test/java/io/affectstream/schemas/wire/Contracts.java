package io.affectstream.schemas.wire;

import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.AffectRule;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import java.util.List;
import org.apache.avro.Schema;

/** Schemas of every topic as this source tree defines them. */
final class Contracts {

  private Contracts() {}

  static List<Schema> current() {
    return List.of(
        VideoFrame.getClassSchema(),
        AudioChunk.getClassSchema(),
        Transcript.getClassSchema(),
        StreamDescriptor.getClassSchema(),
        AffectFrame.getClassSchema(),
        AffectEvent.getClassSchema(),
        AffectRule.getClassSchema(),
        AffectAlert.getClassSchema(),
        DeadLetter.getClassSchema());
  }
}
