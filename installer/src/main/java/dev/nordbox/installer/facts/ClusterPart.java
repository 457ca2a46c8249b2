package dev.nordbox.installer.facts;

import java.util.Locale;

/**
 * A part of what the cluster tells. Each costs the host a start of kubectl or two, so a step names
 * those it plans from.
 */
public enum ClusterPart {
    /** The nodes, whether this one is Ready, and the API's address. */
    NODE,
    /** Objects with the baseline's label. */
    LABELLED,
    /** What differs from the baseline as last applied. */
    DRIFT,
    /** Keys that secrets are sealed with. */
    SEALING_KEYS;

    /** As the script on the host calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
