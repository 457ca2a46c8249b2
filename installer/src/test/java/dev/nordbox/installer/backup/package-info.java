@NullMarked
package dev.nordbox.installer.backup;

import org.jspecify.annotations.NullMarked;
