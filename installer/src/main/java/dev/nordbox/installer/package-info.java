/** The command line and the provisioning of a box. */
@NullMarked
package dev.nordbox.installer;

import org.jspecify.annotations.NullMarked;
