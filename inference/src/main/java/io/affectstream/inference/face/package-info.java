/**
 * Faces of one image: detected, cropped, and run through the per-face graph in batches shared by
 * all streams (Zhang et al. 2022, section 3.1, static vision feature and expression embedding).
 */
package io.affectstream.inference.face;
