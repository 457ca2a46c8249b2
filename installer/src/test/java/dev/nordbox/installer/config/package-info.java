/** Tests of the strict reading of nordbox.yaml. */
@NullMarked
package dev.nordbox.installer.config;

import org.jspecify.annotations.NullMarked;
