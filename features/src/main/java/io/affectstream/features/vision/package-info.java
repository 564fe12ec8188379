/**
 * Images to face crops: header check, decoding, detection, cropping, quality, tracking. The crop is
 * the static input of Zhang et al. 2022, section 3.1, with a similarity transform of five landmarks
 * in place of OpenFace's; size, colour and normalisation come from the bundle's manifest. {@link
 * io.affectstream.features.vision.FaceTracker} and {@link
 * io.affectstream.features.vision.FaceSelection} are free of native code.
 */
package io.affectstream.features.vision;
