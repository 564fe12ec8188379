/**
 * External transcripts: converts subtitle files and the word lists of recognisers to words with
 * times, and these to the records of {@code affect.transcripts}. The paper uses the words spoken at
 * each instant; a cue without word times is spread over its words in proportion to their length.
 */
package io.affectstream.ingest.transcript;
