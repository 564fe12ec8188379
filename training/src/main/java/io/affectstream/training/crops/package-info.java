/**
 * Cuts faces of pictures and videos so that they look like the pictures the face encoder learns
 * from, and writes them in folders that {@link io.affectstream.training.data.FaceFolders} reads.
 */
package io.affectstream.training.crops;
