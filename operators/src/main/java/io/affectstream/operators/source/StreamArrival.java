package io.affectstream.operators.source;

import io.affectstream.schemas.Modality;
import java.util.List;

/**
 * A stream's descriptor as far as the jobs need it.
 *
 * @param stream stream id
 * @param modalities modalities to be waited for
 * @param language BCP 47 language of the speech; empty = unknown
 * @param recogniseSpeech whether the transcription job is to give its words
 */
public record StreamArrival(
    String stream, List<Modality> modalities, String language, boolean recogniseSpeech) {}
