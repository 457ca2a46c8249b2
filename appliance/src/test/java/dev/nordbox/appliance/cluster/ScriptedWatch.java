package dev.nordbox.appliance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.GroupKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A watch of a server that follows a script, and what is heard by it. */
@Timeout(60)
abstract class ScriptedWatch {

    static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    static final WatchTiming FAST =
            new WatchTiming(
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30),
                    Duration.ofMillis(10),
                    Duration.ofMillis(60));
    static final String LIST = "/api/v1/configmaps?limit=500";

    ScriptedApi api;
    final HeardEvents heard = new HeardEvents();

    @TempDir private Path folder;
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void startServer() throws IOException {
        api = ScriptedApi.start();
        opened.add(api);
    }

    @AfterEach
    void closeWatchThenClusterThenServer() throws Exception {
        for (int last = opened.size() - 1; last >= 0; last--) {
            opened.get(last).close();
        }
    }

    Watch watch() throws IOException {
        return watch(FAST);
    }

    Watch watch(WatchTiming timing) throws IOException {
        return watch(CONFIG_MAP, timing);
    }

    Watch watch(GroupKind kind, WatchTiming timing) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig());
        Fabric8Cluster cluster = Fabric8Cluster.of(kubeconfig, Map.of(), timing);
        opened.add(cluster);
        Watch watch = cluster.watch(kind, Detail.METADATA, heard);
        opened.add(watch);
        return watch;
    }

    static ConditionFactory await() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    void awaitEvents(String... events) {
        await().untilAsserted(() -> assertThat(heard.events()).containsExactly(events));
    }

    void awaitRequests(String... targets) {
        await().untilAsserted(() -> assertThat(api.targets()).containsExactly(targets));
    }

    static String watchFrom(String version) {
        return "/api/v1/configmaps?watch=true&allowWatchBookmarks=true&timeoutSeconds=300"
                + "&resourceVersion="
                + version;
    }
}
