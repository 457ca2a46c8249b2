@NullMarked
package dev.nordbox.installer.store.s3;

import org.jspecify.annotations.NullMarked;
