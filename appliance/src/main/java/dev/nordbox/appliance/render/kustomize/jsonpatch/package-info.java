/** JSON patches (RFC 6902) with the liberties and refusals of the Go library Kustomize uses. */
@NullMarked
package dev.nordbox.appliance.render.kustomize.jsonpatch;

import org.jspecify.annotations.NullMarked;
