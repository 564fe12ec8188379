/**
 * Crops faces of images and videos to look like the training images of the face encoder, and writes
 * them to folders that {@link io.affectstream.training.data.FaceFolders} reads.
 */
package io.affectstream.training.crops;
