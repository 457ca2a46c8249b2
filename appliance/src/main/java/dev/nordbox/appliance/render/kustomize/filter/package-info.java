/** Changes to one resource's nodes: field specs, paths, and what is written where they lead. */
@NullMarked
package dev.nordbox.appliance.render.kustomize.filter;

import org.jspecify.annotations.NullMarked;
