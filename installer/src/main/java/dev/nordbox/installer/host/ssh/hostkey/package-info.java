/** Whether a server is the one it claims to be: pins, known_hosts, confirmation. No SSH library. */
@NullMarked
package dev.nordbox.installer.host.ssh.hostkey;

import org.jspecify.annotations.NullMarked;
