/** The commands on a broker that requires TLS, a password and rights. */
package io.affectstream.app.secure;
