/** The Git repositories that are followed: when each is asked, how it is reached, what it takes. */
@NullMarked
package dev.nordbox.appliance.repositories;

import org.jspecify.annotations.NullMarked;
