/** Argo CD's Application as the user's API: from a tree of files to what is wanted. */
@NullMarked
package dev.nordbox.appliance.application;

import org.jspecify.annotations.NullMarked;
