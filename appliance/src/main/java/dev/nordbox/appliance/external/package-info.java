/**
 * ExternalSecrets: what they say, and what a Secret has to become by it. Pure; read {@link
 * dev.nordbox.appliance.external.ExternalSecretSpec} first.
 */
@NullMarked
package dev.nordbox.appliance.external;

import org.jspecify.annotations.NullMarked;
