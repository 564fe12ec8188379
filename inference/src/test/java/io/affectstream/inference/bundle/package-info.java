/** Tests of bundle verification and assembly. */
package io.affectstream.inference.bundle;
