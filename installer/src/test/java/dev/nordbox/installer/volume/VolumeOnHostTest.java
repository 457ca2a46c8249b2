package dev.nordbox.installer.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.kit.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script over a folder, and what is made of its answer. */
class VolumeOnHostTest {
    private static final String DB = Volume.ROOT + "/pvc-1_shop_data-db-0";

    @TempDir private Path root;
    private Path storage;
    private Path list;

    @BeforeEach
    void aHost() throws IOException {
        storage = Files.createDirectories(root.resolve("storage"));
        Files.write(
                Files.createDirectories(storage.resolve("pvc-1_shop_data-db-0")).resolve("f"),
                new byte[1 << 20]);
        list =
                Files.writeString(
                        root.resolve("list"), new VolumesInKit("box.kit", Set.of("pvc-1")).text());
        program("systemctl", "exit 3");
        program("k3s", "exit 1");
    }

    @Test
    void withK3sDownTheFoldersSayWhoseTheyAre() throws Exception {
        Files.createDirectories(storage.resolve("mine"));

        List<VolumeOnHost> found = VolumeOnHost.parse(run());

        assertThat(found)
                .extracting(VolumeOnHost::title)
                .containsExactly("mine", "shop/data-db-0 (pvc-1)");
        assertThat(found.get(1).bytes().orElseThrow()).isGreaterThanOrEqualTo(1 << 20);
        assertThat(found.get(1).kits()).containsExactly("box.kit");
        assertThat(found.get(0).kits()).isEmpty();
    }

    @Test
    void anEmptyHostHasNothing() throws Exception {
        storage = root.resolve("nowhere");
        list = root.resolve("nothing");

        assertThat(run()).isEmpty();
    }

    @Test
    void theClusterKnowsMoreThanTheDisk() {
        String kit = Base64.getEncoder().encodeToString("a.kit of today\npvc-2\n".getBytes());

        List<VolumeOnHost> found =
                VolumeOnHost.parse(
                        """
                        volume\tpvc-1\tshop/data-db-0\t%s
                        volume\tpvc-2\tshop/media\t
                        volume\tfree\t/\t/srv/free
                        directory\t4096\t%s
                        kit\t%s
                        """
                                .formatted(DB, DB, kit));

        assertThat(found)
                .containsExactly(
                        new VolumeOnHost("free", "", "/srv/free", Optional.empty(), List.of()),
                        new VolumeOnHost(
                                "pvc-1", "shop/data-db-0", DB, Optional.of(4096L), List.of()),
                        new VolumeOnHost(
                                "pvc-2",
                                "shop/media",
                                "",
                                Optional.empty(),
                                List.of("a.kit of today")));
        assertThat(found)
                .extracting(VolumeOnHost::goesWithTheData)
                .containsExactly(false, true, false);
    }

    private String run() throws IOException {
        String text =
                Script.beside(VolumeOnHost.class, "volumes-on-host.sh")
                        .replace("PATH=\"", "PATH=\"" + root + "/bin:");
        Process script =
                new ProcessBuilder("sh", "-s", "--", storage.toString(), list.toString()).start();
        try (var in = script.getOutputStream()) {
            in.write(text.getBytes());
        }
        return new String(script.getInputStream().readAllBytes());
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.createDirectories(root.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
