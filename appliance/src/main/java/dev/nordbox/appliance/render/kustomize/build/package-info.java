/** The build itself: the order of its steps, names, vars, hashes and the order of the output. */
@NullMarked
package dev.nordbox.appliance.render.kustomize.build;

import org.jspecify.annotations.NullMarked;
