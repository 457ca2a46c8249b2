/** Tests of how real parts are put together. */
@NullMarked
package dev.nordbox.installer.wiring;

import org.jspecify.annotations.NullMarked;
