/** Rows of a stream: fused, smoothed in order of frame and face, and the events they make. */
package io.affectstream.features.rows;
