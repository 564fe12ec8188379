/** Readers of labelled data, and augmentation and mixing for each step. */
package io.affectstream.training.data;
