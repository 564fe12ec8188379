/**
 * The composed corpus: windows whose face, voice and words are real but come from different single-
 * modality data sets, composed for a drawn class. It substitutes the licensed audio-visual corpora
 * of Zhang et al. 2022, section 4.1, but is not equivalent to them: faces are web images whose
 * expression is blended in and out, voices are acted German, texts are English comments.
 */
package io.affectstream.training.corpus;
