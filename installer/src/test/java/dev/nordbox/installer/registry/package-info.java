@NullMarked
package dev.nordbox.installer.registry;

import org.jspecify.annotations.NullMarked;
