/** Tests of predictors. */
package io.affectstream.inference.fusion;
