/**
 * Features of Aff-Wild2 by the streaming code: media reader, face detector, cropper, front ends.
 * They are cached on disk, keyed by their input.
 */
package io.affectstream.training.affwild.video;
