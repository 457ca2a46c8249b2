/** Secrets for Git, sealed and looked after from a laptop, without kubeseal. */
@NullMarked
package dev.nordbox.installer.secret;

import org.jspecify.annotations.NullMarked;
