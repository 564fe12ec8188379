/**
 * Decisions of the transcription job, without recogniser and without Flink: audio to blocks, which
 * words of a partial result are stable, up to when a transcript is complete, where an utterance
 * that grows too long is cut. Words are one of the three inputs of Zhang et al. 2022, section 3.1.
 */
package io.affectstream.features.speech;
