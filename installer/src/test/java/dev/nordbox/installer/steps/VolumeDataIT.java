package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.installer.age.X25519Identity;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.host.ssh.SshConnector;
import dev.nordbox.installer.host.ssh.SshEnvironment;
import dev.nordbox.installer.host.ssh.SshLogin;
import dev.nordbox.installer.host.ssh.SshTimings;
import dev.nordbox.installer.host.ssh.config.ClientConfig;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.KitOutput;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.testbed.OpenSsh;
import dev.nordbox.installer.volume.SaveVolumes;
import dev.nordbox.installer.volume.TrialListing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.utility.MountableFile;

/** Volumes that move from one real server to another: real SSH, sudo and tar; a k3s that plays. */
class VolumeDataIT {
    private static final String VOLUME = Volume.ROOT + "/pvc-1_shop_data";

    /** What is told of a tree: kinds, modes, owners, times, holes, links, contents, attributes. */
    private static final String LOOK =
            """
            cd %s && find . -printf '%%P %%y %%m %%U:%%G %%s %%n %%l %%T@\\n' | sort
            find . -type f -print0 | sort -z | xargs -0 sha256sum
            test "$(stat -c %%i hard)" = "$(stat -c %%i other/hard)" && echo one file
            test "$(du -k sparse | cut -f 1)" -lt 1024 && echo still has holes
            perl -e '($f, $k, $v) = ("attributed", "user.k", "-" x 9); syscall(191, $f, $k, $v, 9); print "$v\\n"'
            """;

    @TempDir private Path folder;
    private final X25519Identity key = X25519Identity.make(new SecureRandom());
    private final OpenSsh lost = new OpenSsh();
    private final OpenSsh fresh = new OpenSsh();
    private final TrialListing listing = new TrialListing();
    private final List<Problem> warnings = new ArrayList<>();

    @BeforeEach
    void aVolumeWithEverythingThatFilesCanBe() throws Exception {
        lost.start();
        fresh.start();
        lost.sh("mkdir -p -m 700 " + Volume.ROOT + " && mkdir -m 2770 " + VOLUME);
        lost.sh(
                """
                chown 999:998 %1$s && cd %1$s && mkdir -m 1777 other && mkdir -m 500 'a folder'
                echo one >'a folder/with  two spaces' && echo two >"$(printf 'new\\nline')"
                echo three >'blåbær-\u00e6\u00f8\u00e5-\u65e5' && echo four >"$(printf 'no-utf8-\\377')"
                echo five >-rf && echo six >'*' && echo seven >hard && ln hard other/hard
                ln -s /etc/shadow outside && ln -s ../../.. up && ln -s nowhere/at/all dangling
                truncate -s 100M sparse && echo end >>sparse && mkfifo pipe
                echo eight >owned && chown 70000:70001 owned && chmod 4755 owned
                echo nine >attributed
                perl -e '($f, $k, $v) = ("attributed", "user.k", "attribute"); syscall(188, $f, $k, $v, 9, 0) == 0 or die $!'
                head -c 40000000 /dev/urandom >large && touch -d '2001-02-03 04:05:06.789' large
                """
                        .formatted(VOLUME));
        listing.volume("pvc-1", "shop/data", TrialListing.local("pvc-1_shop_data"));
    }

    @AfterEach
    void stop() {
        lost.close();
        fresh.close();
    }

    @Test
    void everyFileComesBackAsItWas() throws Exception {
        Kit kit = saved();

        try (Host host = connect(fresh)) {
            layDown(host, kit);
            assertThat(new VolumeData(kit).missing(begun(host, kit))).isEmpty();
            assertThat(differing(host, kit)).as("compared on the host").isEmpty();
        }

        String look = LOOK.formatted(VOLUME);
        assertThat(fresh.sh(look)).isEqualTo(lost.sh(look));
        assertThat(lost.sh(look)).contains("one file", "still has holes", "attribute");
        assertThat(fresh.sh("ls -A " + Volume.ROOT)).isEqualTo("pvc-1_shop_data\n");
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatIsNotAsTheKitHasItIsFoundOnTheHost() throws Exception {
        Kit kit = saved();

        try (Host host = connect(fresh)) {
            layDown(host, kit);
            fresh.sh("cd " + VOLUME + " && printf x | dd of=large bs=1 seek=30000000 conv=notrunc");
            assertThat(differing(host, kit)).containsExactly(VOLUME);
        }
    }

    private static List<String> differing(Host host, Kit kit) throws ProblemException {
        return new VolumeData(kit).differing(host, TransferProgress.SILENT);
    }

    @Test
    void theStockToolsUnpackAVolume() throws Exception {
        Kit kit = saved();
        Files.writeString(folder.resolve("key"), key.secretText());

        String said =
                local(
                        "mkdir out && age -d -i key box.kit | tar -x -C out"
                                + " && cat out/volumes/pvc-1/files.tar.* | tar -t | wc -l");

        assertThat(kit.manifest().part("volumes/pvc-1/files.tar.000002")).isPresent();
        assertThat(Integer.parseInt(said.strip())).isGreaterThan(15);
    }

    @Test
    void whatACommandPrintedLiesAsAFileAndItsVolumeEmpty() throws Exception {
        listing.pod(
                "db-0",
                true,
                "{\"backup.nordbox.no/command\":\"printf 'a\\\\0b'; echo said >&2\"}",
                "data");
        Kit kit = saved();

        try (Host host = connect(fresh)) {
            layDown(host, kit);
        }

        String output = VolumeData.placeOf(kit.manifest().streams().get(0));
        assertThat(fresh.sh("od -An -c " + output).strip()).isEqualTo("a  \\0   b");
        assertThat(fresh.sh("stat -c '%a %u:%g' " + output)).isEqualTo("600 0:0\n");
        assertThat(fresh.sh("stat -c '%a %u:%g' " + VOLUME)).isEqualTo("2770 999:998\n");
        assertThat(fresh.sh("ls -A " + VOLUME)).isEmpty();
    }

    @Test
    void aVolumeBehindALinkIsNotRead() throws Exception {
        lost.sh("mv " + VOLUME + " /srv/moved && ln -s /srv/moved " + VOLUME);

        assertThat(saved().manifest().volumes())
                .extracting(Volume::left)
                .containsExactly("its directory is not there, or lies behind a link");
    }

    @Test
    void aLinkOnTheWayIsNotFollowedBack() throws Exception {
        Kit kit = saved();
        fresh.sh(
                "mkdir -p /srv/else "
                        + Volume.ROOT
                        + " && ln -s /srv/else "
                        + Volume.ROOT
                        + "/pvc-1_shop_data");

        try (Host host = connect(fresh)) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> layDown(host, kit))
                    .withMessageContaining("is there already");
        }
        assertThat(fresh.sh("ls -A /srv/else")).isEmpty();
    }

    private Kit saved() throws Exception {
        Path k3s = folder.resolve("k3s");
        Files.writeString(folder.resolve("listing"), listing.json());
        LocalShell.executable(
                k3s,
                "[ \"$2\" = get ] && exec cat /listing\n"
                        + "while [ \"$1\" != -- ]; do shift; done\nshift\nexec \"$@\"");
        lost.copyFileToContainer(MountableFile.forHostPath(k3s, 0755), K3sFiles.BINARY);
        lost.copyFileToContainer(MountableFile.forHostPath(folder.resolve("listing")), "/listing");
        Path file = folder.resolve("box.kit");
        try (Host host = connect(lost);
                KitOutput kit =
                        new KitOutput(
                                Files.newOutputStream(file),
                                List.of(key.recipient()),
                                new SecureRandom(),
                                TrialKit.CREATED)) {
            kit.part(Kit.TOKEN, new byte[] {1});
            kit.part(Kit.SNAPSHOT, new byte[] {1});
            List<Volume> volumes =
                    new SaveVolumes(host, kit, warnings::add, what -> TransferProgress.SILENT)
                            .all();
            kit.finish(new TrialKit().facts.withVolumes(volumes));
        }
        return Kit.open(file, List.of(key));
    }

    private static void layDown(Host host, Kit kit) throws ProblemException {
        for (Change change : new VolumeData(kit).missing(facts(host, kit))) {
            change.effect().apply(host, Progress.SILENT);
        }
    }

    private static HostFacts facts(Host host, Kit kit) throws ProblemException {
        return new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, Clock.systemUTC())
                .gather(host, new VolumeData(kit).query());
    }

    /** As it is once a restore with this kit was begun. */
    private static HostFacts begun(Host host, Kit kit) throws ProblemException {
        host.write(List.of(Restoration.begunWith(kit)));
        return facts(host, kit);
    }

    private String local(String script) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-ec", script).directory(folder.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(script).isZero();
        return out;
    }

    private Host connect(OpenSsh server) throws Exception {
        SshLogin login =
                new SshLogin(
                        server.address("debian"),
                        Optional.empty(),
                        Optional.of(server.fingerprint("ed25519")),
                        Optional.of(OpenSsh.key()),
                        FirstContact.ASK);
        return SshConnector.of(
                        login,
                        new SshEnvironment(
                                folder,
                                Optional.empty(),
                                new ClientConfig(List.of(), folder, "me", Map.of())),
                        HostKeyConfirmation.NOBODY,
                        LoginPrompts.NOBODY,
                        problem -> {},
                        SshTimings.DEFAULT)
                .connect();
    }
}
