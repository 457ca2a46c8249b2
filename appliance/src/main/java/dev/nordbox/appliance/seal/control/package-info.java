/**
 * The controller of SealedSecrets: an independent part that stands on {@link
 * dev.nordbox.appliance.cluster.Cluster} alone. Read {@link
 * dev.nordbox.appliance.seal.control.SealedSecretController} first.
 */
@NullMarked
package dev.nordbox.appliance.seal.control;

import org.jspecify.annotations.NullMarked;
