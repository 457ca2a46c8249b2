package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectListener;
import dev.nordbox.appliance.cluster.Watch;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.threads.AtMostEverySecond;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears that a key, a password, a host key or an authority came, went or is another. Of Secrets it
 * sees no more than who they are.
 */
final class LoginWatch implements Watch {

    private static final Logger LOG = LoggerFactory.getLogger(LoginWatch.class);

    private final AtMostEverySecond news;
    private final List<Watch> watches;

    /**
     * @param changed hears of which objects, once a second at the most
     */
    LoginWatch(Cluster cluster, Consumer<Set<String>> changed) {
        this.news =
                new AtMostEverySecond(
                        "logins",
                        names -> {
                            LOG.atDebug().addKeyValue("objects", names).log("logins changed");
                            changed.accept(names);
                        });
        this.watches =
                List.of(
                        cluster.watch(
                                ClusterLogins.SECRET,
                                Detail.METADATA,
                                new Listener(ClusterLogins::isLabelled)),
                        map(cluster, ClusterLogins.HOSTS_MAP),
                        map(cluster, ClusterLogins.AUTHORITIES_MAP));
    }

    private Watch map(Cluster cluster, String name) {
        return cluster.watch(
                new ResourceKey("", "ConfigMap", ClusterLogins.HOME, name),
                new Listener(any -> true));
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
        news.close();
    }

    private final class Listener implements ObjectListener {
        private final Predicate<LiveObject> counts;
        private Map<String, String> versions = Map.of();

        /**
         * @param counts which of the objects say how to log in
         */
        Listener(Predicate<LiveObject> counts) {
            this.counts = counts;
        }

        @Override
        public boolean wants(ResourceKey key) {
            return key.namespace().equals(ClusterLogins.HOME);
        }

        @Override
        public void listed(List<LiveObject> objects) {
            Map<String, String> now = new HashMap<>();
            objects.stream()
                    .filter(counts)
                    .forEach(object -> now.put(object.key().name(), version(object)));
            became(now);
        }

        @Override
        public void changed(LiveObject object) {
            if (!wants(object.key())) {
                return;
            }
            Map<String, String> now = new HashMap<>(versions);
            if (counts.test(object)) {
                now.put(object.key().name(), version(object));
            } else {
                now.remove(object.key().name());
            }
            became(now);
        }

        @Override
        public void deleted(LiveObject object) {
            if (wants(object.key())) {
                Map<String, String> now = new HashMap<>(versions);
                now.remove(object.key().name());
                became(now);
            }
        }

        @Override
        public void interrupted(String why) {
            // a list follows, and says what was missed
        }

        private void became(Map<String, String> now) {
            Set<String> changed = new TreeSet<>();
            Stream.of(now, versions)
                    .flatMap(either -> either.keySet().stream())
                    .filter(name -> !Objects.equals(now.get(name), versions.get(name)))
                    .forEach(changed::add);
            versions = now;
            news.ask(changed);
        }

        private static String version(LiveObject object) {
            return Fields.text(object.content(), "metadata", "resourceVersion").orElse("");
        }
    }
}
