/**
 * The time grid shared by training and streaming (Zhang et al. 2022, section 3.1; M = 60 at 30 Hz).
 */
package io.affectstream.features.time;
