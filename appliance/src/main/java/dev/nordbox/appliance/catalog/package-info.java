/** What a repository holds: the root's objects, and what each source renders to. */
@NullMarked
package dev.nordbox.appliance.catalog;

import org.jspecify.annotations.NullMarked;
