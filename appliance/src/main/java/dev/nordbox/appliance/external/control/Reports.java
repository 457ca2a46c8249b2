package dev.nordbox.appliance.external.control;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.external.Ready;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what is said of an object: its status, events, and a line in the log on news. */
final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final Cluster cluster;
    private final Clock clock;

    Reports(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * @param object as it was when it was worked on
     * @param more fields of the status beside the conditions; nothing is written when it says the
     *     same and there are none
     */
    void report(LiveObject object, Ready ready, Map<String, Object> more, List<Told> told)
            throws ClusterException {
        Instant now = clock.instant();
        boolean news = !ready.saysTheSame(object.content());
        if (news || !more.isEmpty()) {
            Map<String, Object> status = new LinkedHashMap<>(more);
            status.put("conditions", ready.among(object.content(), now));
            cluster.patch(object.key(), ObjectPatch.status(status));
        }
        if (news) {
            LOG.atInfo()
                    .addKeyValue("kind", object.key().kind())
                    .addKeyValue("namespace", object.key().namespace())
                    .addKeyValue("name", object.key().name())
                    .addKeyValue("reason", ready.reason())
                    .log(ready.message());
        }
        tell(object, told, now);
    }

    /** An event that cannot be sent is no reason to do anything again. */
    void tell(LiveObject object, List<Told> told, Instant now) {
        for (int i = 0; i < told.size(); i++) {
            try {
                cluster.create(told.get(i).event(object, now, i));
            } catch (ClusterException e) {
                LOG.atDebug()
                        .addKeyValue("object", object.key())
                        .addKeyValue("problem", e.getMessage())
                        .log("event not sent");
            }
        }
    }
}
