/** Where the wanted state comes from: a Git repository, mirrored bare, read from its objects. */
@NullMarked
package dev.nordbox.appliance.git;

import org.jspecify.annotations.NullMarked;
