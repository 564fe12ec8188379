/**
 * The words network: a sentence encoder (MiniLM, Wang et al. 2020) fine-tuned on comments with
 * emotion labels, so that it reads the utterance so far.
 */
package io.affectstream.training.words;
