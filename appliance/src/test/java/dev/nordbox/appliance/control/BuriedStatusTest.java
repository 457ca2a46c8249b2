package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.Scope;
import dev.nordbox.appliance.cluster.ServedKind;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.tombstone.TombstoneFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A status comes back where it is content, and is left out where others say it. */
class BuriedStatusTest {

    private static final ResourceKey ONE = new ResourceKey("example.no", "Plain", "web", "one");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theStatusComesBackWhereItIsContent(boolean apart) throws Exception {
        Bed bed = new Bed();
        bed.tombstones = TombstoneFiles.in(folder, Clock.fixed(bed.now(), ZoneOffset.UTC));
        bed.cluster.serve(
                new ServedKind(
                        new GroupKind("example.no", "Plain"),
                        List.of("v1"),
                        "plains",
                        Scope.NAMESPACED,
                        Set.of("get", "list", "watch", "create", "patch", "update", "delete"),
                        apart ? Set.of("status") : Set.of()),
                content -> content);
        bed.application("web")
                .configMapFile("web", "settings", "one")
                .file(
                        "apps/web/one.yaml",
                        "{apiVersion: example.no/v1, kind: Plain, metadata: {name: one}, status:"
                                + " {b: '2'}}")
                .commit();
        bed.start().calm();
        bed.cluster.editStatus(ONE, Map.of("b", "2"));
        bed.calm();
        bed.remove("apps/web/one.yaml").commit();
        bed.calm();
        assertThat(bed.cluster.keys()).doesNotContain(ONE);

        bed.asked("POST", "/applications/web/undo?request=r1");
        bed.calm();

        assertThat(Fields.text(bed.cluster.content(ONE), "status", "b").isPresent())
                .isEqualTo(!apart);
    }
}
