/**
 * The controller of ExternalSecrets and their stores, on the {@link
 * dev.nordbox.appliance.cluster.Cluster} port. Read {@link
 * dev.nordbox.appliance.external.control.ExternalSecretController} first.
 */
@NullMarked
package dev.nordbox.appliance.external.control;

import org.jspecify.annotations.NullMarked;
