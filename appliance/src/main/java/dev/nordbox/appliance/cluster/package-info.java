/** The Kubernetes API as the controller uses it; the only package that knows a client library. */
@NullMarked
package dev.nordbox.appliance.cluster;

import org.jspecify.annotations.NullMarked;
