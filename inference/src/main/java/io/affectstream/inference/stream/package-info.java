/** One stream through the features and a bundle's predictor, without Kafka and Flink. */
package io.affectstream.inference.stream;
