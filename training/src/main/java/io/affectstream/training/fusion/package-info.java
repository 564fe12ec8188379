/**
 * The fusion network over segments (Zhang et al. 2022, 3.2): per modality a recurrent encoder and a
 * transformer decoder whose keys and values come from the static face feature.
 */
package io.affectstream.training.fusion;
