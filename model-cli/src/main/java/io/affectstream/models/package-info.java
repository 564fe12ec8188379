/** Commands that train, measure and export the models, and the measurements. */
package io.affectstream.models;
