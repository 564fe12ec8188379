/**
 * Speech recognition behind {@link io.affectstream.inference.speech.SpeechRecogniser}; the
 * implementation is Vosk (Kaldi). The transcript is the input of the word vectors of Zhang et al.
 * 2022, section 3.1.
 */
package io.affectstream.inference.speech;
