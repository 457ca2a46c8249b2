package dev.nordbox.appliance.tombstone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.HandClock;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.tombstone.TombstoneFiles.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of deleted objects, for how long, and what a crash leaves of it. */
class TombstoneFilesTest {

    private static final Bounds SMALL = new Bounds(4_000, 3_000, 6, Duration.ofDays(30));

    private static final String OTHER = "{\"format\":2}\n{\"what\":\"ever\"}\n";

    private final HandClock clock = new HandClock();

    @TempDir Path root;

    @Test
    void whatOneSyncDeletesIsTogetherAndOutlivesTheProcess() throws IOException {
        TombstoneFiles tombstones = usual();
        tombstones.bury(sync("web", "1"), configMap("a", "one"));
        tombstones.bury(sync("web", "1"), configMap("b", "two"));
        tombstones.bury(sync("api", "1"), configMap("c", "three"));
        tombstones.bury(sync("web", "2"), configMap("d", "four"));

        for (TombstoneFiles each : List.of(tombstones, usual())) {
            List<Burial> burials = each.of("web");
            assertThat(burials).extracting(Burial::id).containsExactly(1L, 3L);
            assertThat(burials.get(0).occasion()).isEqualTo(sync("web", "1"));
            assertThat(burials.get(0).begun()).isEqualTo(clock.instant());
            assertThat(names(each.open(burials.get(0)))).containsExactly("a", "b");
            assertThat(each.open(burials.get(1)).get(0).content().orElseThrow())
                    .containsEntry("data", Map.of("key", "four"));
        }
    }

    @Test
    void nobodyElseCanReadThem() throws IOException {
        usual().bury(sync("web", "1"), configMap("a", "one"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                .isEqualTo("rwx------");
        assertThat(files()).singleElement().satisfies(TombstoneFilesTest::isOurs);
    }

    private static void isOurs(Path file) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void halfALineIsNoTombstoneAndTheNextOneStandsOnALineOfItsOwn() throws IOException {
        usual().bury(sync("web", "1"), configMap("a", "one"));
        Files.writeString(files().get(0), "{\"kind\":\"Conf", StandardOpenOption.APPEND);

        TombstoneFiles after = usual();
        after.bury(sync("web", "1"), configMap("b", "two"));

        for (TombstoneFiles each : List.of(after, usual())) {
            assertThat(names(each.open(each.of("web").get(0)))).containsExactly("a", "b");
        }
    }

    @Test
    void ofWhateverACrashLeftTheSoundPartIsReadAndTheNextOnesAreFound() throws IOException {
        usual().bury(sync("web", "1"), configMap("a", "one"));
        byte[] whole = Files.readAllBytes(files().get(0));

        for (int length = 0; length < whole.length; length++) {
            Files.write(files().get(0), java.util.Arrays.copyOf(whole, length));
            TombstoneFiles after = usual();
            after.bury(sync("web", "2"), configMap("b", "two"));
            List<Burial> burials = after.of("web");
            assertThat(names(after.open(burials.get(burials.size() - 1)))).containsExactly("b");
            for (Path file : files().subList(1, files().size())) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aFileOfAnotherFormatIsLeftAlone() throws IOException {
        usual();
        Path other = directory().resolve("00000007.jsonl");
        Files.writeString(other, OTHER);

        TombstoneFiles tombstones = usual();
        tombstones.bury(sync("web", "1"), configMap("a", "one"));

        assertThat(tombstones.of("web")).extracting(Burial::id).containsExactly(8L);
        assertThat(other).hasContent(OTHER);
    }

    @Test
    void theOldestMakesRoomWhenTheBytesAreUp() throws IOException {
        TombstoneFiles tombstones = small();
        for (int i = 1; i <= 4; i++) {
            tombstones.bury(sync("web", String.valueOf(i)), configMap("c" + i, "x".repeat(900)));
        }

        assertThat(tombstones.of("web")).extracting(Burial::id).containsExactly(2L, 3L, 4L);
        assertThat(bytes()).isLessThanOrEqualTo(4_000);
        assertThat(small().of("web")).hasSize(3);
    }

    @Test
    void moreThanOneDeletionMayTakeIsKeptByName() throws IOException {
        TombstoneFiles tombstones = small();
        for (int i = 1; i <= 3; i++) {
            tombstones.bury(sync("web", "1"), configMap("c" + i, "x".repeat(1_200)));
        }

        Burial burial = tombstones.of("web").get(0);
        assertThat(burial.objects())
                .extracting(Burial.Gone::kept)
                .containsExactly(true, true, false);
        assertThat(burial.objects().get(2).remark()).isEqualTo(TombstoneFiles.TOO_MUCH);
        assertThat(tombstones.open(burial).get(2).content()).isEmpty();
    }

    @Test
    void objectsAreCountedToo() throws IOException {
        TombstoneFiles tombstones = small();
        for (int i = 1; i <= 9; i++) {
            tombstones.bury(sync("web", i < 3 ? "1" : "2"), configMap("c" + i, "x"));
        }

        assertThat(tombstones.of("web")).singleElement().satisfies(b -> isFull(b));
        assertThat(small().of("web")).singleElement().satisfies(b -> isFull(b));
    }

    private static void isFull(Burial burial) {
        assertThat(burial.objects()).hasSize(6);
    }

    @Test
    void afterAMonthItIsGone() throws IOException {
        TombstoneFiles tombstones = usual();
        tombstones.bury(sync("web", "1"), configMap("a", "one"));
        clock.passes(Duration.ofDays(31));

        assertThat(tombstones.of("web")).isEmpty();
        tombstones.bury(sync("web", "2"), configMap("b", "two"));

        assertThat(files()).hasSize(1);
        assertThat(tombstones.of("web")).extracting(Burial::id).containsExactly(2L);
    }

    @Test
    void whatCannotBeWrittenIsSaidAndLeavesNoTrace() throws IOException {
        TombstoneFiles tombstones = usual();
        Files.delete(directory());

        assertThatThrownBy(() -> tombstones.bury(sync("web", "1"), configMap("a", "one")))
                .isInstanceOf(IOException.class);
        assertThat(tombstones.of("web")).isEmpty();

        Files.createDirectory(directory());
        tombstones.bury(sync("web", "1"), configMap("a", "one"));
        assertThat(names(usual().open(tombstones.of("web").get(0)))).containsExactly("a");
    }

    private Path directory() {
        return root.resolve("tombstones");
    }

    private TombstoneFiles usual() throws IOException {
        return TombstoneFiles.in(directory(), clock);
    }

    private TombstoneFiles small() throws IOException {
        return TombstoneFiles.in(directory(), clock, SMALL);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.sorted().toList();
        }
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static List<String> names(List<Tombstone> tombstones) {
        return tombstones.stream()
                .map(stone -> Fields.text(stone.content().orElseThrow(), "metadata", "name"))
                .map(name -> name.orElse(""))
                .toList();
    }

    private static Occasion sync(String application, String sync) {
        return new Occasion(application, "c0ffee", "sync", "", sync);
    }

    private static LiveObject configMap(String name, String value) {
        return new LiveObject(
                new ResourceKey("", "ConfigMap", "web", name),
                "v1",
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of("name", name, "namespace", "web", "uid", "u-" + name),
                        "data",
                        Map.of("key", value)));
    }
}
