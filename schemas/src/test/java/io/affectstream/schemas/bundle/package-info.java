/** Tests of the manifest's text form. */
package io.affectstream.schemas.bundle;
