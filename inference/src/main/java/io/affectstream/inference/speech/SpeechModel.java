package io.affectstream.inference.speech;

/** A speech model in memory. Thread-safe. */
public interface SpeechModel {

  /** A recogniser for one utterance, to be closed by the caller before the model is released. */
  SpeechRecogniser recogniser();
}
