/** Which words belong to one utterance, decided from the words and their times alone. */
package io.affectstream.features.words;
