/** Profiles: what a box is held to, as data. Knows neither how that is enforced nor how proved. */
@NullMarked
package dev.nordbox.installer.profile;

import org.jspecify.annotations.NullMarked;
