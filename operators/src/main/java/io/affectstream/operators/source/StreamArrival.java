package io.affectstream.operators.source;

import io.affectstream.schemas.Modality;
import java.util.List;

/**
 * A stream's descriptor as far as the job needs it.
 *
 * @param stream stream id
 * @param modalities modalities to be waited for
 */
public record StreamArrival(String stream, List<Modality> modalities) {}
