/** Tests of word vectors. */
package io.affectstream.inference.words;
