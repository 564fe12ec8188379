/**
 * The voice expert: eight expressions from the voice alone, by functionals of a window's voice
 * features (after the acoustic parameter sets of Eyben et al. 2016) and a regularised discriminant
 * (Friedman 1989), fitted to speech and vocal bursts, on recordings changed as other rooms, devices
 * and lines change them.
 */
package io.affectstream.training.voice;
