/** Models that are not shipped: the catalogue and the folder they are stored in. */
package io.affectstream.jobs.catalogue;
