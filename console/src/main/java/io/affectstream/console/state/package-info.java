/** What the server retains in memory: the state and the newest records of each stream, bounded. */
package io.affectstream.console.state;
