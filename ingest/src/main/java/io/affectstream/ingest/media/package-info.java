/**
 * Media as a sequence of upright JPEG images and PCM chunks with exact originating times, read
 * through libavformat and libavcodec. Images and sound share one clock: microseconds since the
 * earlier of the starts of the two chosen tracks, so an offset between them is kept.
 */
package io.affectstream.ingest.media;
