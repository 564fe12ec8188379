/**
 * The generated demo clip: a face that morphs between class means, a synthetic voice and a scripted
 * transcript with known labels, for a first run without any file or network.
 */
package io.affectstream.ingest.demo;
