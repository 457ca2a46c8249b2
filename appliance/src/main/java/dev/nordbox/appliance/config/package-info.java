/** The controller's configuration: one strict file, defaults, all problems at once. */
@NullMarked
package dev.nordbox.appliance.config;

import org.jspecify.annotations.NullMarked;
