/** What the Applications of a project may do. */
@NullMarked
package dev.nordbox.appliance.project;

import org.jspecify.annotations.NullMarked;
