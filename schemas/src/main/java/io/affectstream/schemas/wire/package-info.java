/** How a contract becomes the bytes of a Kafka record, and which topic carries it. */
package io.affectstream.schemas.wire;
