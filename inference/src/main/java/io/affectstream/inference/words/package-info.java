/**
 * Word vectors: each word in isolation through a sentence encoder, mean over its sub-words (Zhang
 * et al. 2022, section 3.1, with MiniLM in the place of BERT), or the utterance up to and including
 * each word through the bundle's own network.
 */
package io.affectstream.inference.words;
