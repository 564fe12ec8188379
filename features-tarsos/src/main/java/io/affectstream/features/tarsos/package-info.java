/**
 * Pitch by TarsosDSP (Six, Cornelis and Leman 2014) behind the interface of {@code features}.
 * TarsosDSP is GPL-3.0 and therefore has a separate module: a distribution without it stays
 * Apache-2.0 and uses the built-in YIN.
 */
package io.affectstream.features.tarsos;
