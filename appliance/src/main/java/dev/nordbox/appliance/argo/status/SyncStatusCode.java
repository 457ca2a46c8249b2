package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.Spelled;
import java.util.Optional;

/** Whether the cluster is as the repository wants it. */
public enum SyncStatusCode {
    SYNCED("Synced"),
    OUT_OF_SYNC("OutOfSync"),
    /** It could not be told; nothing is pruned. */
    UNKNOWN("Unknown");

    private final String text;

    SyncStatusCode(String text) {
        this.text = text;
    }

    /** Empty for a text that is none of them. */
    public static Optional<SyncStatusCode> of(String text) {
        return Spelled.find(SyncStatusCode.class, text);
    }

    /** As Argo CD spells it. */
    @Override
    public String toString() {
        return text;
    }
}
