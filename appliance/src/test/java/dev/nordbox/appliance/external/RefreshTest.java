package dev.nordbox.appliance.external;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.LiveObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefreshTest {
    private static final Instant SYNCED = Instant.parse("2026-11-29T12:00:00Z");
    private static final String DATA =
            "secretStoreRef: {name: v}, data: [{secretKey: a, remoteRef: {key: k}}]";
    private static final Optional<Map<String, Object>> SOUND =
            Optional.of(
                    Map.of(
                            "metadata",
                            Map.of(
                                    "labels",
                                    Map.of(Marks.MANAGED, "true"),
                                    "annotations",
                                    Map.of(Marks.DATA_HASH, GoHash.ofData(Map.of())))));

    @Test
    void itIsDueOnceTheIntervalIsOver() throws Exception {
        Refresh refresh = synced("refreshInterval: 10m");

        assertThat(refresh.isDue(SOUND, SYNCED.plusSeconds(599))).isFalse();
        assertThat(refresh.isDue(SOUND, SYNCED.plusSeconds(600))).isTrue();
        assertThat(refresh.next()).hasValue(SYNCED.plusSeconds(600));
    }

    @Test
    void aClockThatWasSetBackMakesItDue() throws Exception {
        assertThat(synced("refreshInterval: 10m").isDue(SOUND, SYNCED.minusSeconds(1))).isTrue();
    }

    @Test
    void withoutAnIntervalItIsDueOnce() throws Exception {
        Refresh refresh = synced("refreshInterval: '0'");

        assertThat(refresh.isDue(SOUND, SYNCED.plusSeconds(100_000))).isFalse();
        assertThat(refresh.next()).isEmpty();
    }

    @Test
    void aChangeOfTheObjectMakesItDueUnlessItIsMadeOnce() throws Exception {
        assertThat(changed("refreshPolicy: OnChange").isDue(SOUND, SYNCED)).isTrue();
        assertThat(changed("refreshPolicy: Periodic").isDue(SOUND, SYNCED)).isTrue();
        assertThat(changed("refreshPolicy: CreatedOnce").isDue(SOUND, SYNCED)).isFalse();
        assertThat(synced("refreshPolicy: OnChange").isDue(SOUND, SYNCED.plusSeconds(100_000)))
                .isFalse();
    }

    @Test
    void aSecretThatSomebodyChangedOrDeletedMakesItDue() throws Exception {
        Optional<Map<String, Object>> changed =
                Optional.of(Map.of("metadata", Map.of("labels", Map.of(Marks.MANAGED, "true"))));

        assertThat(synced("").isDue(changed, SYNCED)).isTrue();
        assertThat(synced("").isDue(Optional.empty(), SYNCED)).isTrue();
        assertThat(synced("refreshPolicy: CreatedOnce").isDue(Optional.empty(), SYNCED)).isTrue();
        assertThat(synced("target: {creationPolicy: Orphan}").isDue(Optional.empty(), SYNCED))
                .isFalse();
        assertThat(synced("target: {creationPolicy: Merge}").isDue(Optional.empty(), SYNCED))
                .isFalse();
    }

    private static Refresh synced(String more) throws CannotSync {
        return refresh(more, 0);
    }

    private static Refresh changed(String more) throws CannotSync {
        return refresh(more, 1);
    }

    private static Refresh refresh(String more, long generations) throws CannotSync {
        LiveObject object =
                ObjectsOfTests.external(
                        "{spec: {" + DATA + (more.isEmpty() ? "" : ", " + more) + "}}");
        Map<String, Object> content = new LinkedHashMap<>(object.content());
        content.put(
                "status",
                Map.of(
                        "refreshTime",
                        SYNCED.toString(),
                        "syncedResourceVersion",
                        Refresh.version(content)));
        if (generations > 0) {
            content.put("metadata", Map.of("name", "db", "generation", 1 + generations));
        }
        return new Refresh(content, SpecReader.read(content));
    }
}
