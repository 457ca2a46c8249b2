/** {@code render}: a directory in, manifests out. Starts fast, so it knows no other part. */
@NullMarked
package dev.nordbox.installer.render;

import org.jspecify.annotations.NullMarked;
