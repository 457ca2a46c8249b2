package dev.nordbox.installer.artifact;

import dev.nordbox.installer.host.TransferProgress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** The way to the files of a release. */
interface Downloads {

    /**
     * @param target overwritten; incomplete when an exception is thrown
     * @throws IOException when the server cannot be reached or answers anything but the file
     */
    void fetch(URI uri, Path target, TransferProgress progress) throws IOException;
}
