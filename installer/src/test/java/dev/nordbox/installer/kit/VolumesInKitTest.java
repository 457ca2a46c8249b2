package dev.nordbox.installer.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumesInKitTest {
    private static final String PLACE = Volume.ROOT + "/pvc-1_shop_data";

    @TempDir private Path folder;
    private final TrialKit trial = new TrialKit();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Pieces.SIZE - 1, Pieces.SIZE, 2L * Pieces.SIZE + 7})
    void aStreamOfAnySizeComesOutAsItWentIn(long size) throws Exception {
        List<Stored> stored = new ArrayList<>();
        Kit kit =
                kit(
                        out -> {
                            Pieces pieces = out.pieces("volumes/a/files.tar", sent -> {});
                            write(pieces, size, 1);
                            stored.add(pieces.end());
                            Pieces others = out.pieces("volumes/b/files.tar", sent -> {});
                            write(others, 5, 2);
                            stored.add(others.end());
                            return List.of(volume("a", stored.get(0)), volume("b", stored.get(1)));
                        });

        assertThat(stored.get(0).size()).isEqualTo(size);
        List<Stored> begun = new ArrayList<>();
        List<SummedOutput> sums = new ArrayList<>();
        kit.copyStreams(
                stored,
                stream -> {
                    begun.add(stream);
                    sums.add(new SummedOutput(OutputStream.nullOutputStream()));
                    return sums.get(sums.size() - 1);
                });
        assertThat(begun).isEqualTo(stored);
        assertThat(sums.stream().map(sum -> sum.part("").sha256()))
                .containsExactlyElementsOf(stored.stream().map(Stored::sha256).toList());
        assertThat(kit.manifest().streams()).isEqualTo(stored);
    }

    @Test
    void everythingThatIsKnownOfAVolumeIsInTheManifest() throws Exception {
        List<Volume> volumes = new ArrayList<>();
        Kit kit =
                kit(
                        out -> {
                            Pieces pieces = out.pieces("volumes/a/output", sent -> {});
                            write(pieces, 9, 1);
                            Volume.Output output =
                                    new Volume.Output(
                                            pieces.end(),
                                            "shop",
                                            "pod/db-0",
                                            "pg",
                                            List.of("psql", "-f", "-"));
                            volumes.add(
                                    new Volume(
                                            "a",
                                            "shop/data",
                                            "local-path",
                                            "old-node",
                                            Optional.of(
                                                    new Volume.Directory(
                                                            PLACE, "2770", "999:999", 4096)),
                                            Optional.empty(),
                                            Optional.of(output),
                                            ""));
                            volumes.add(left("b", "its storage is nfs"));
                            return volumes;
                        });

        assertThat(kit.manifest().volumes()).isEqualTo(volumes);
        assertThat(kit.manifest().needsItsNode()).isTrue();
        assertThat(volumes.get(1).coverage()).isEqualTo("NOT in the kit: its storage is nfs");
    }

    @Test
    void onlyAKitWithDataOfVolumesIsOneThatAnEarlierNordboxRefuses() throws Exception {
        Manifest without = kit(out -> List.of(left("b", "left out"))).manifest();
        assertThat(new String(ManifestText.print(without))).contains("\"version\":1,");

        Manifest with =
                kit(out -> List.of(volume("a", out.pieces("volumes/a/files.tar", n -> {}).end())))
                        .manifest();
        assertThat(new String(ManifestText.print(with))).contains("\"version\":2,");
    }

    @Test
    void aKitThatLacksAPieceIsRefused() {
        Stored none = new Stored("volumes/a/files.tar", 3, "0".repeat(64));

        assertRefused(volume("a", none), "it has not all of volume a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc",
                Volume.ROOT,
                Volume.ROOT + "/../../../../etc",
                Volume.ROOT + "/a/./b",
                Volume.ROOT + "x/a",
                Volume.ROOT + "/a b",
                Volume.ROOT + "/a\nend"
            })
    void aPathThatLeadsElsewhereIsRefused(String path) {
        Volume volume =
                new Volume(
                        "a",
                        "shop/data",
                        "",
                        "",
                        Optional.of(new Volume.Directory(path, "777", "0:0", 1)),
                        Optional.empty(),
                        Optional.empty(),
                        "left");

        assertRefused(volume, "a volume outside /var/lib/rancher/k3s/storage");
    }

    private void assertRefused(Volume volume, String why) {
        assertThatExceptionOfType(KitDamaged.class)
                .isThrownBy(() -> kit(out -> List.of(volume)))
                .withMessageContaining(why);
    }

    private static Volume volume(String name, Stored files) {
        return new Volume(
                name,
                "shop/" + name,
                "local-path",
                "",
                Optional.of(new Volume.Directory(Volume.ROOT + "/" + name, "777", "0:0", 1)),
                Optional.of(files),
                Optional.empty(),
                "");
    }

    private static Volume left(String name, String why) {
        return new Volume(
                name, "", "", "", Optional.empty(), Optional.empty(), Optional.empty(), why);
    }

    private interface Filling {
        List<Volume> fill(KitOutput out) throws IOException;
    }

    private Kit kit(Filling filling) throws IOException {
        Path file = folder.resolve("box.kit");
        try (KitOutput out =
                new KitOutput(
                        Files.newOutputStream(file),
                        List.of(trial.key.recipient()),
                        new SecureRandom(),
                        TrialKit.CREATED)) {
            out.part(Kit.TOKEN, new byte[] {1});
            List<Volume> volumes = filling.fill(out);
            out.part(Kit.SNAPSHOT, new byte[] {1});
            out.finish(trial.facts.withVolumes(volumes));
        }
        return Kit.open(file, List.of(trial.key));
    }

    private static void write(OutputStream out, long size, long seed) throws IOException {
        Random random = new Random(seed);
        byte[] some = new byte[100_003];
        for (long left = size; left > 0; left -= some.length) {
            random.nextBytes(some);
            out.write(some, 0, (int) Math.min(left, some.length));
        }
    }
}
