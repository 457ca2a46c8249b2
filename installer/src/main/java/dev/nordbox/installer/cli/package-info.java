/** The command line: flags in, flows called, exit codes out. The only place that knows picocli. */
@NullMarked
package dev.nordbox.installer.cli;

import org.jspecify.annotations.NullMarked;
