/**
 * What is known of Kubernetes' own types: how their lists merge, and whether a namespace holds
 * them.
 */
@NullMarked
package dev.nordbox.appliance.render.kustomize.openapi;

import org.jspecify.annotations.NullMarked;
