package dev.nordbox.appliance.render.gotemplate;

/** What a template gets for a key its map does not have: Go's option {@code missingkey}. */
public enum MissingKey {
    /** Nothing, which prints as {@code <no value>}. Sealed Secrets. */
    NOTHING,
    /** The zero value of the map's elements: nil, or the empty string. Helm. */
    ZERO,
    /** A failure. External Secrets, and ApplicationSets where they ask for it. */
    ERROR
}
