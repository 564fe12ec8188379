/** Wall-clock waits that must not run out while the job is down. */
package io.affectstream.operators.downtime;
