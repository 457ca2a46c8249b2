/** What the registries of addresses say of a host's addresses, asked over RDAP from here. */
@NullMarked
package dev.nordbox.installer.registry;

import org.jspecify.annotations.NullMarked;
