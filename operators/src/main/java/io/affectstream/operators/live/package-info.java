/**
 * Provisional results: predictions from the past alone, at once, beside the exact path and without
 * effect on it.
 */
package io.affectstream.operators.live;
