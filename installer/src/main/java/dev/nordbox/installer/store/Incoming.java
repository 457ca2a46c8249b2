package dev.nordbox.installer.store;

import java.io.IOException;
import java.io.OutputStream;

/** A file that appears under its name only once it is whole and on the disk. */
public interface Incoming extends AutoCloseable {

    /** Its name with its place, for people. */
    String name();

    OutputStream stream();

    /** To be called when all is written, and the stream closed. */
    void keep() throws IOException;

    /** What was not kept goes. */
    @Override
    void close() throws IOException;
}
