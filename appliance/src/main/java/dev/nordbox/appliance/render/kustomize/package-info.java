/** Kustomize in process: {@link dev.nordbox.appliance.render.kustomize.Kustomize} is the way in. */
@NullMarked
package dev.nordbox.appliance.render.kustomize;

import org.jspecify.annotations.NullMarked;
