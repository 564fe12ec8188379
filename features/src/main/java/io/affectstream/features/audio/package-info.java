/**
 * Voice features per Zhang et al. 2022, sections 3.1 and 4.2: 40 MFCC, pitch and short-time energy
 * with librosa's definitions, computed chunk by chunk, bit-identical to the result for the whole
 * signal.
 */
package io.affectstream.features.audio;
