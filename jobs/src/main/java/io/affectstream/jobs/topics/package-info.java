/** The topics on the broker: how they are made and what is expected of them. */
package io.affectstream.jobs.topics;
