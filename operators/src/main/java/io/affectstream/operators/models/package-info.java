/** What the stages that ask a model have in common. */
package io.affectstream.operators.models;
