/** The topics on the broker: creation and expected settings. */
package io.affectstream.jobs.topics;
