package dev.nordbox.appliance.argo;

import java.util.Optional;

/** When a hook runs. */
public enum HookType {
    PRE_SYNC("PreSync"),
    SYNC("Sync"),
    POST_SYNC("PostSync"),
    SYNC_FAIL("SyncFail"),
    /** Before the objects of a deleted Application go. */
    PRE_DELETE("PreDelete"),
    /** After they are gone. */
    POST_DELETE("PostDelete");

    private final String text;

    HookType(String text) {
        this.text = text;
    }

    /** The phase of a sync that it runs in; empty for what runs when the Application is deleted. */
    public Optional<SyncPhase> phase() {
        return SyncPhase.of(text);
    }

    /** Empty for a text that is no hook type. */
    public static Optional<HookType> of(String text) {
        return Spelled.find(HookType.class, text);
    }

    /** As Argo CD spells it. */
    @Override
    public String toString() {
        return text;
    }
}
