/**
 * Whether a box meets the controls of its profile: found by looking at the live state and by
 * trying, judged by pure functions.
 */
@NullMarked
package dev.nordbox.installer.control;

import org.jspecify.annotations.NullMarked;
