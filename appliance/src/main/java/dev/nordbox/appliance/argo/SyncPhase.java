package dev.nordbox.appliance.argo;

import java.util.Optional;

/** Parts of a sync, in their order; the last one runs only when the sync failed. */
public enum SyncPhase {
    PRE_SYNC("PreSync"),
    SYNC("Sync"),
    POST_SYNC("PostSync"),
    SYNC_FAIL("SyncFail");

    private final String text;

    SyncPhase(String text) {
        this.text = text;
    }

    /** Empty for a text that is no phase. */
    public static Optional<SyncPhase> of(String text) {
        return Spelled.find(SyncPhase.class, text);
    }

    /** As Argo CD spells it. */
    @Override
    public String toString() {
        return text;
    }
}
