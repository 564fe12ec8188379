/** Measures face detectors on images and clips. */
package io.affectstream.models.detector;
