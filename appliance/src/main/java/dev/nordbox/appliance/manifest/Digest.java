package dev.nordbox.appliance.manifest;

/**
 * A short name for a value; equal values have equal digests.
 *
 * @param hex of a keyed hash: whoever reads it cannot try values out
 */
public record Digest(String hex) {}
