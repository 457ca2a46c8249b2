/** Plans on paper, over a fake host. */
@NullMarked
package dev.nordbox.installer.plan;

import org.jspecify.annotations.NullMarked;
