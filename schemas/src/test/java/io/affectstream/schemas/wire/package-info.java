/** Tests of the wire format and of the schemas' compatibility with stored releases. */
package io.affectstream.schemas.wire;
