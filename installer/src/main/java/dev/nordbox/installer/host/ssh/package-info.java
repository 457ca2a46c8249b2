/** A host over SSH: the one place that knows Apache MINA SSHD. */
@NullMarked
package dev.nordbox.installer.host.ssh;

import org.jspecify.annotations.NullMarked;
