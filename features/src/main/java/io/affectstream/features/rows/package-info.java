/**
 * Rows of a stream: fused, smoothed in order of frame and face, and the events they make;
 * provisional ones from the past alone, and how they compare with the final ones.
 */
package io.affectstream.features.rows;
