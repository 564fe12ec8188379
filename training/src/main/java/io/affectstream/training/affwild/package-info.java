/**
 * The recipe of Zhang et al. 2022 on Aff-Wild2: resampled windows of both tasks (3.3), the official
 * split, folds by video, vote and mean over the folds, label smoothing, tables and submission.
 */
package io.affectstream.training.affwild;
