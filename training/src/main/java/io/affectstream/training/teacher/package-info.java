/**
 * Action unit estimates for images without FACS labels, from a public face mesh and blendshape
 * model. They are estimates distilled from blendshapes, not validated against FACS coders.
 */
package io.affectstream.training.teacher;
