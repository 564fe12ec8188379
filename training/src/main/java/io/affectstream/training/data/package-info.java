/** Readers of labelled data and what is drawn from it per step: augmentation, mixing. */
package io.affectstream.training.data;
