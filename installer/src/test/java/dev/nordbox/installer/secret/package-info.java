@NullMarked
package dev.nordbox.installer.secret;

import org.jspecify.annotations.NullMarked;
