/** Pictures to face crops: header check, decoding, detection, cropping, quality, tracking. */
package io.affectstream.features.vision;
