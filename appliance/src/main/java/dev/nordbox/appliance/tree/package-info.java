/** Read-only trees of files, whether in a directory or in Git's object database. */
@NullMarked
package dev.nordbox.appliance.tree;

import org.jspecify.annotations.NullMarked;
