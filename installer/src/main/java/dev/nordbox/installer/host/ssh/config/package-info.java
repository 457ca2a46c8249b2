/** What ssh's own configuration files say about a host. */
@NullMarked
package dev.nordbox.installer.host.ssh.config;

import org.jspecify.annotations.NullMarked;
