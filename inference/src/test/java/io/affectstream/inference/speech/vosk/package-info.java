/** Tests of Vosk. */
package io.affectstream.inference.speech.vosk;
