package io.affectstream.features.rows;

import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.StreamEnd;

/**
 * Begin, update or end of something in a stream.
 *
 * @param stream stream id
 * @param kind kind of event
 * @param time originating time, microseconds
 * @param face face of an episode, -1 for none
 * @param change the episode; {@code null} for events of the stream itself
 * @param frames rows of the stream so far, for STREAM_CLOSED
 * @param end reason of STREAM_CLOSED, else NONE
 */
public record StreamEvent(
    String stream,
    EventKind kind,
    long time,
    int face,
    EpisodeChange change,
    long frames,
    StreamEnd end) {}
