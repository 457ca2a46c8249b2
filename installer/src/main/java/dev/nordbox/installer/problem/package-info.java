/** What can go wrong, said once: problems, and the exit codes they end in. */
@NullMarked
package dev.nordbox.installer.problem;

import org.jspecify.annotations.NullMarked;
