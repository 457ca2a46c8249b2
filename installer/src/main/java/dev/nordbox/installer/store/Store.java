package dev.nordbox.installer.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A folder of files, each of which is whole: what comes in has its name only when all is there. */
public interface Store extends AutoCloseable {

    /** How people find it. */
    String name();

    /** Its files, in no order; no folders, and nothing that is still coming in. */
    List<StoredFile> list() throws IOException;

    /**
     * Begins a file. One of the same name stays until the new one is kept; what a killed run has
     * left of it goes.
     *
     * @param name without a folder
     */
    Incoming receive(String name) throws IOException;

    /**
     * Reads a file from its beginning, a little at a time. Who reads holds what came against its
     * size; a file that is replaced meanwhile is never half the one and half the other.
     *
     * @param file as {@link #list} has it
     */
    InputStream read(StoredFile file) throws IOException;

    void delete(String name) throws IOException;

    /**
     * Names of files that were begun and never kept; a run that is at one of them is among them.
     */
    List<String> unfinished() throws IOException;

    /** Removes what there is of a file that is {@link #unfinished}. */
    void discard(String name) throws IOException;

    @Override
    void close() throws IOException;
}
