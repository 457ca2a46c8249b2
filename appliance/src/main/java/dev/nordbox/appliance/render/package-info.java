/** From files to manifests. */
@NullMarked
package dev.nordbox.appliance.render;

import org.jspecify.annotations.NullMarked;
