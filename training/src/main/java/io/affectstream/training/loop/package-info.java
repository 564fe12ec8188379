/** The epoch loop that every training shares: resume, choice of the best epoch, log. */
package io.affectstream.training.loop;
