package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Clusters;
import dev.nordbox.appliance.compare.Judgements;
import dev.nordbox.appliance.gate.Gate;
import dev.nordbox.appliance.render.cache.Renders;
import dev.nordbox.appliance.tombstone.Tombstones;
import java.util.List;

/**
 * What may differ between controllers.
 *
 * @param identity names this controller in the Lease; the same after a restart
 * @param adopt take over from a running Argo CD
 * @param judgements of an earlier run, or none
 * @param repositories that Applications may name beside the one that is followed
 * @param tombstones keeps what is deleted, to bring it back
 * @param renders keeps what was rendered beyond the process' life
 * @param clusters that one process looks after, and which of them is this one's
 * @param checkpoint keeps what is to outlive the process; called every few seconds
 */
public record Settings(
        String identity,
        boolean adopt,
        Judgements judgements,
        List<Gate> gates,
        Repositories repositories,
        Tombstones tombstones,
        AuditTrail audit,
        Renders renders,
        Clusters clusters,
        Runnable checkpoint) {
    public Settings {
        gates = List.copyOf(gates);
    }
}
