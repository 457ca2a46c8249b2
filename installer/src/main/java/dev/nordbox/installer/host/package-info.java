/** A server under provisioning: the port that steps speak to. */
@NullMarked
package dev.nordbox.installer.host;

import org.jspecify.annotations.NullMarked;
