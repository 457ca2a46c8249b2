package dev.nordbox.appliance.external;

import java.util.Map;

/** A store, open for reading. Messages of what it throws carry no value. */
public interface SecretsReader {

    /** A secret or a part of it; all of it is compact JSON. */
    byte[] value(RemoteRef ref) throws NoSuchSecret, CannotSync;

    /** A secret, or an object in it, by its fields. */
    Map<String, byte[]> values(RemoteRef ref) throws NoSuchSecret, CannotSync;

    /** All secrets that are looked for, each as compact JSON, by their names. */
    Map<String, byte[]> find(DataFrom.Find find) throws NoSuchSecret, CannotSync;
}
