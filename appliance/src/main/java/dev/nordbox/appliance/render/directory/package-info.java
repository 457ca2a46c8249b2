/** Directories of plain manifests, read as Argo CD's {@code directory} source reads them. */
@NullMarked
package dev.nordbox.appliance.render.directory;

import org.jspecify.annotations.NullMarked;
