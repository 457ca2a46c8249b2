@NullMarked
package dev.nordbox.installer.age;

import org.jspecify.annotations.NullMarked;
