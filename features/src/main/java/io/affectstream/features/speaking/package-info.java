/**
 * Which face of a frame speaks, from the motion of its mouth and the sound around it. Not part of
 * Zhang et al. 2022, who have one person per recording.
 */
package io.affectstream.features.speaking;
