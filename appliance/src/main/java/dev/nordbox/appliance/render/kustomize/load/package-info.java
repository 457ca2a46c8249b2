/** How a kustomization reaches other files and directories, and where it may not go. */
@NullMarked
package dev.nordbox.appliance.render.kustomize.load;

import org.jspecify.annotations.NullMarked;
