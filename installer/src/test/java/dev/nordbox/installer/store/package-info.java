@NullMarked
package dev.nordbox.installer.store;

import org.jspecify.annotations.NullMarked;
