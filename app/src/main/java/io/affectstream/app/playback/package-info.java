/** Plays media into the topics, for {@code ingest} and {@code analyze}. */
package io.affectstream.app.playback;
