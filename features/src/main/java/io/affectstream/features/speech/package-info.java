/**
 * Decisions of the transcription job, independent of recogniser and Flink: dividing audio into
 * blocks, which words of a partial result are stable, up to when a transcript is complete, where an
 * overlong utterance is cut. Words are one of the three inputs of Zhang et al. 2022, section 3.1.
 */
package io.affectstream.features.speech;
