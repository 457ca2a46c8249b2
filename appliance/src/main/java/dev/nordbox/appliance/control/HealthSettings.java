package dev.nordbox.appliance.control;

import dev.nordbox.appliance.assess.Health;
import dev.nordbox.appliance.assess.UserRules;
import dev.nordbox.appliance.assess.UserRulesReader;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.live.LiveCache;
import dev.nordbox.appliance.manifest.Digest;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health rules that a team writes: the ConfigMap {@code nordbox-health} beside the
 * Applications, as it is in the cluster, whoever brought it. Looked at again every few seconds.
 */
final class HealthSettings {

    static final ResourceKey RULES =
            new ResourceKey("", "ConfigMap", AppKey.HOME, "nordbox-health");

    private static final Logger LOG = LoggerFactory.getLogger(HealthSettings.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final Clock clock;
    private volatile UserRules rules = UserRules.NONE;
    private Instant nextLook = Instant.MIN;
    private String version = "";
    private volatile Optional<Warned> warned = Optional.empty();

    private record Warned(Digest digest, List<String> problems) {}

    HealthSettings(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    Health assess(Map<String, Object> content) {
        return rules.assess(content);
    }

    /**
     * To be called again and again; does little when nothing has changed.
     *
     * @param cache in which objects are put anew that other rules judge now
     */
    void follow(LiveCache cache) throws ClusterException {
        if (clock.instant().isBefore(nextLook)) {
            return;
        }
        Optional<LiveObject> live = cluster.get(RULES);
        nextLook = clock.instant().plus(LOOK_EVERY);
        String newest = live.map(object -> object.uid() + object.resourceVersion()).orElse("");
        if (newest.equals(version)) {
            return;
        }
        UserRules read =
                live.map(object -> UserRulesReader.read(Fields.map(object.content(), "data")))
                        .orElse(UserRules.NONE);
        Set<GroupKind> changed = rules.differing(read);
        read.problems().forEach(problem -> LOG.atWarn().log("{}: {}", RULES, problem));
        rules = read;
        for (GroupKind kind : changed) {
            if (cache.knows(kind)) {
                cluster.list(kind, "", Detail.FULL).forEach(cache::readAgain);
            }
        }
        version = newest;
    }

    /** What of its health rules is not honoured, each with its place in the repository. */
    List<String> warnings(DesiredObjects desired) {
        return Optional.ofNullable(desired.objects().get(RULES))
                .map(this::faulty)
                .orElse(List.of());
    }

    private List<String> faulty(Target target) {
        Optional<Warned> known = warned.filter(one -> one.digest().equals(target.digest()));
        if (known.isEmpty()) {
            String origin = target.manifest().origin();
            List<String> problems =
                    UserRulesReader.read(Fields.map(target.manifest().content(), "data"))
                            .problems()
                            .stream()
                            .map(problem -> origin + ": " + problem)
                            .toList();
            known = Optional.of(new Warned(target.digest(), problems));
            warned = known;
        }
        return known.get().problems();
    }
}
