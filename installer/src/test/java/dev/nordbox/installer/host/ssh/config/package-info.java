/** ssh's configuration, held against ssh itself. */
@NullMarked
package dev.nordbox.installer.host.ssh.config;

import org.jspecify.annotations.NullMarked;
