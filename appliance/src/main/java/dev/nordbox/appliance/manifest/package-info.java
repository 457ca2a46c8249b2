/** Kubernetes objects as values. */
@NullMarked
package dev.nordbox.appliance.manifest;

import org.jspecify.annotations.NullMarked;
