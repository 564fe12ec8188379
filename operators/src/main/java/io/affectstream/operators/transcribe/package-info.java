/**
 * The transcription job's stages: which streams are recognised, and their speech to transcripts.
 */
package io.affectstream.operators.transcribe;
