/**
 * Whether manifests keep to a profile's residency rules, judged before anything reaches a cluster.
 * Lives beside the manifests it judges, so that the controller's gate and the command line say the
 * same; which rules hold is handed in as plain values, since profiles are the installer's.
 */
@NullMarked
package dev.nordbox.appliance.residency;

import org.jspecify.annotations.NullMarked;
