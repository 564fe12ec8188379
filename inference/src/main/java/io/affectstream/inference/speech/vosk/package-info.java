/** Vosk, an online recogniser of the Kaldi family, made reproducible. */
package io.affectstream.inference.speech.vosk;
