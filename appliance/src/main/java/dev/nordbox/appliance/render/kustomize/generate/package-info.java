/** The built-in generators, one file each. */
@NullMarked
package dev.nordbox.appliance.render.kustomize.generate;

import org.jspecify.annotations.NullMarked;
