/** Models that are not shipped: a catalogue, the folder they lie in, and fetching them. */
package io.affectstream.jobs.models;
