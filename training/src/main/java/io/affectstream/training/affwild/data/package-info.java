/**
 * Aff-Wild2 with the annotations of ABAW3 (Kollias 2022): one text file per video and task, faces
 * as images. The data set needs a licence from its authors; no part of it comes with the product.
 */
package io.affectstream.training.affwild.data;
