/**
 * What an application wants of the cluster: rendered manifests, each with its place and options.
 * Pure.
 */
@NullMarked
package dev.nordbox.appliance.desired;

import org.jspecify.annotations.NullMarked;
