/**
 * Plays a media source as one stream into the topics: descriptor first, then video, audio and words
 * interleaved by originating time, then one end-of-stream record per modality. Sequence numbers
 * depend on the source alone, so an interrupted run can be continued. This provides the decoded
 * frames, audio and transcript from which Zhang et al. 2022 start.
 */
package io.affectstream.ingest;
