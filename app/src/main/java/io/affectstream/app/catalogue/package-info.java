/** Downloads models of the catalogue and checks them. */
package io.affectstream.app.catalogue;
