/**
 * Facial Expression Comparison (Vemulapalli and Agarwala 2019, "A compact embedding for facial
 * expression similarity"): triplets of faces with the votes of people on the one that differs. The
 * data set is a list of addresses; users fetch the images themselves.
 */
package io.affectstream.training.data.fec;
