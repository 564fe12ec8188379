/** The commands on a broker that expects TLS, a password and rights. */
package io.affectstream.app.secure;
