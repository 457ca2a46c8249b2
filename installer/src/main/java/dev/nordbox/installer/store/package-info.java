/** Where kits lie: a folder of this machine, or of another one. */
@NullMarked
package dev.nordbox.installer.store;

import org.jspecify.annotations.NullMarked;
