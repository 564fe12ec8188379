/**
 * Joins face, voice and words of a stream on the time grid into segments of K centres with a halo
 * of M steps to each side (Zhang et al. 2022, section 3.1: windows t-M .. t+M).
 */
package io.affectstream.features.align;
