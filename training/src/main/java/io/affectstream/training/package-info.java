/** Training of the shipped models: data, networks, losses, optimiser and loops (DJL). */
package io.affectstream.training;
