package dev.nordbox.appliance.sync;

/** Argo CD's {@code status.sync.status}. */
public enum SyncStatus {
    SYNCED("Synced"),
    OUT_OF_SYNC("OutOfSync"),
    /** It could not be compared; nothing was deleted on this ground. */
    UNKNOWN("Unknown");

    private final String text;

    SyncStatus(String text) {
        this.text = text;
    }

    /** As Argo CD spells it. */
    @Override
    public String toString() {
        return text;
    }
}
