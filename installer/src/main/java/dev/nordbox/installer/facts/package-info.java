/** What a host is like at one moment: gathered in one script, parsed strictly. */
@NullMarked
package dev.nordbox.installer.facts;

import org.jspecify.annotations.NullMarked;
