/** What a Git host pushes to: the one result is that the repository is looked at now. */
@NullMarked
package dev.nordbox.appliance.webhook;

import org.jspecify.annotations.NullMarked;
