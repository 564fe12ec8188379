/** Media into the topics: what {@code ingest} and {@code analyze} have in common. */
package io.affectstream.app.playback;
