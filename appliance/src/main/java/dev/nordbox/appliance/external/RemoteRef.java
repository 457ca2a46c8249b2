package dev.nordbox.appliance.external;

/**
 * One secret of a store, or a part of it.
 *
 * @param key where it is
 * @param property a part of it; {@code ""} for all of it
 * @param version {@code ""} for the newest
 * @param metadata what is said of the secret is meant, not the secret
 * @param refuseNulls a value with a byte of zero is no value
 */
public record RemoteRef(
        String key,
        String property,
        String version,
        boolean metadata,
        Conversion conversion,
        Decoding decoding,
        boolean refuseNulls) {

    /** All of a secret, as it is found by its name. */
    public static RemoteRef of(String key) {
        return new RemoteRef(key, "", "", false, Conversion.DEFAULT, Decoding.NONE, false);
    }
}
