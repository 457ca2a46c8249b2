/** What somebody who helps needs to see of a box, in one file without secrets. */
@NullMarked
package dev.nordbox.installer.support;

import org.jspecify.annotations.NullMarked;
