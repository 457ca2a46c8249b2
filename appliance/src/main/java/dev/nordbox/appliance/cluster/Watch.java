package dev.nordbox.appliance.cluster;

/** A watch that runs until it is closed. */
public interface Watch extends AutoCloseable {

    @Override
    void close();
}
