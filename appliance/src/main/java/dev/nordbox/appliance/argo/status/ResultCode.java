package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.Spelled;
import java.util.Optional;

/** What a sync did to one object. */
public enum ResultCode {
    SYNCED("Synced"),
    SYNC_FAILED("SyncFailed"),
    PRUNED("Pruned"),
    /** It left the repository and was kept. */
    PRUNE_SKIPPED("PruneSkipped");

    private final String text;

    ResultCode(String text) {
        this.text = text;
    }

    /** Empty for a text that is none of them. */
    public static Optional<ResultCode> of(String text) {
        return Spelled.find(ResultCode.class, text);
    }

    /** As Argo CD spells it. */
    @Override
    public String toString() {
        return text;
    }
}
