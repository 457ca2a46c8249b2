/** A plan on paper: as a document for programs, and saved to be carried out as it was read. */
@NullMarked
package dev.nordbox.installer.plan;

import org.jspecify.annotations.NullMarked;
