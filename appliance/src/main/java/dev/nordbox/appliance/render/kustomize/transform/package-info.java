/** The built-in transformers, one file each. */
@NullMarked
package dev.nordbox.appliance.render.kustomize.transform;

import org.jspecify.annotations.NullMarked;
