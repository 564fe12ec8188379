/**
 * The label smoothing filter of Zhang et al. 2022, section 3.3 (Post-process), as a batch
 * definition and its exact streaming form.
 */
package io.affectstream.features.smoothing;
