/** Tests of utterances. */
package io.affectstream.features.words;
