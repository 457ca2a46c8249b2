/** Which renderer reads a directory of the repository. */
@NullMarked
package dev.nordbox.appliance.render.repository;

import org.jspecify.annotations.NullMarked;
