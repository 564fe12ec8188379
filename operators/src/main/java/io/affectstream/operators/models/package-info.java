/** Common base of the stages that call a model. */
package io.affectstream.operators.models;
