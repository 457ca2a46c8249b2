/** Resources, what identifies and selects them, and the ordered map that holds a build's. */
@NullMarked
package dev.nordbox.appliance.render.kustomize.resource;

import org.jspecify.annotations.NullMarked;
