/** Any labelled images or sounds, listed in a CSV file. */
package io.affectstream.training.data.manifest;
