/** {@code nordbox.yaml}: what a person can say about a box, read strictly. */
@NullMarked
package dev.nordbox.installer.config;

import org.jspecify.annotations.NullMarked;
