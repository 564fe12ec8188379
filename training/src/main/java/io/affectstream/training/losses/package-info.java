/** Losses on DJL arrays, written so that they cannot overflow. */
package io.affectstream.training.losses;
