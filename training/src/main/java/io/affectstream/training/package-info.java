/** Training of the shipped models: data, corpora, networks, trainers and studies (DJL). */
package io.affectstream.training;
