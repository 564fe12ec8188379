/** Stages of the transcription job: selection of the streams and recognition of their speech. */
package io.affectstream.operators.transcribe;
