package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.Hardening;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.templates.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's parameters that k3s would start without, on a fake server. */
class KernelHardeningTest {
    private static final InstallSpec HARDENED =
            with(new Hardening(false, false, false, false, true));
    private static final InstallSpec LEFT = with(Hardening.NONE);

    private static final String PTRACE = "kernel.yama.ptrace_scope";

    @TempDir Path folder;
    private final FakeHost host = fresh();

    @Test
    void switchedOffTheKernelHasWhatItHadBeforeAndK3sKeepsWhatItNeeds() throws ProblemException {
        Map<String, String> before = new TreeMap<>(host.sysctls);
        box(HARDENED).up(host);
        assertThat(host.sysctls).containsEntry("kernel.kptr_restrict", "2");
        assertThat(box(HARDENED).plan(host).changed()).isEmpty();
        host.reconnect();

        InstallReport off = box(LEFT).up(host);

        assertThat(host.sysctls)
                .containsEntry("kernel.kptr_restrict", before.get("kernel.kptr_restrict"))
                .containsEntry("fs.suid_dumpable", before.get("fs.suid_dumpable"))
                .containsEntry("vm.overcommit_memory", "1")
                .containsEntry("net.ipv4.conf.all.rp_filter", "2");
        assertThat(host.text(PrepareKernel.SYSCTLS).orElseThrow())
                .contains("vm.panic_on_oom = 0", "net.ipv4.ip_forward = 1")
                .doesNotContain("kptr_restrict", "<#");
        assertThat(off.changed())
                .flatExtracting(step -> step.made())
                .extracting(change -> change.why())
                .anyMatch(why -> why.contains("for k3s there stay vm.panic_on_oom"));
        assertThat(box(LEFT).plan(host).changed()).isEmpty();
        assertThat(notes()).containsExactly(Note.ADOPTED);
    }

    @Test
    void whatSomebodySetsInBetweenIsNotWhatWasThereBefore() throws ProblemException {
        box(HARDENED).up(host);
        host.sysctls.put("kernel.kptr_restrict", "1");
        host.reconnect();
        box(HARDENED).up(host);
        host.reconnect();

        box(LEFT).up(host);

        assertThat(host.sysctls).containsEntry("kernel.kptr_restrict", "0");
    }

    @Test
    void whatSomebodySetsSinceIsTheirs() throws ProblemException {
        for (Provisioning back :
                List.of(box(LEFT), new Provisioning(List.of(new RemoveHostSettings()), HARDENED))) {
            FakeHost other = fresh();
            box(HARDENED).up(other);
            other.sysctls.put("kernel.kptr_restrict", "1");
            other.reconnect();

            back.up(other);

            assertThat(other.sysctls)
                    .containsEntry("kernel.kptr_restrict", "1")
                    .containsEntry("net.ipv4.conf.all.send_redirects", "1");
            assertThat(back.plan(other).changed()).isEmpty();
        }
    }

    /** Nobody may look into a process at all, by whoever runs the host. */
    @Test
    void whoeverIsStricterStaysSo() throws ProblemException {
        host.sysctls.put(PTRACE, "0");
        box(HARDENED).up(host);
        assertThat(host.sysctls).containsEntry(PTRACE, "1");
        host.sysctls.put(PTRACE, "2");
        host.sysctls.put("kernel.kptr_restrict", "1");
        host.reconnect();

        box(HARDENED).up(host);

        assertThat(host.sysctls)
                .containsEntry(PTRACE, "2")
                .containsEntry("kernel.kptr_restrict", "2");
        assertThat(host.text(PrepareKernel.SYSCTLS).orElseThrow()).contains("ptrace_scope = 2\n");
        assertThat(box(HARDENED).plan(host).changed()).isEmpty();
        host.reconnect();
        box(LEFT).up(host);
        assertThat(host.sysctls).containsEntry(PTRACE, "2");
    }

    /** Of an older nordbox: what was there before, and not what it became. */
    @Test
    void anOlderNoteIsBroughtUpToDateAndServesAsItIs() throws ProblemException {
        String path = Note.DIRECTORY + "/" + KernelBefore.NOTE;
        String older = "kernel.kptr_restrict=0 ; fs.suid_dumpable=2\n";
        box(HARDENED).up(host);
        host.put(path, older.getBytes(), "0600", "root:root");
        host.reconnect();
        box(HARDENED).up(host);

        assertThat(host.text(path).orElseThrow()).contains("kernel.kptr_restrict=0 -> 2");
        assertThat(box(HARDENED).plan(host).changed()).isEmpty();
        host.put(path, older.getBytes(), "0600", "root:root");
        host.reconnect();
        box(LEFT).up(host);
        assertThat(host.sysctls).containsEntry("kernel.kptr_restrict", "0");
    }

    /** A template of one's own may want for k3s what was hardening before. */
    @Test
    void whatIsNeededAfterAllStays() throws Exception {
        box(HARDENED).up(host);
        host.reconnect();
        Path file = folder.resolve("host/etc/sysctl.d/zz-nordbox.conf.ftl");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "kernel.kptr_restrict = 2\n");
        Provisioning own =
                new Provisioning(
                        List.of(new PrepareKernel(Templates.bundled().overriddenBy(folder))), LEFT);

        own.up(host);

        assertThat(host.sysctls)
                .containsEntry("kernel.kptr_restrict", "2")
                .containsEntry("fs.suid_dumpable", "2");
        assertThat(own.plan(host).changed()).isEmpty();
    }

    @Test
    void downSetsItBackToo() throws ProblemException {
        box(HARDENED).up(host);
        host.reconnect();
        Provisioning down = new Provisioning(List.of(new RemoveHostSettings()), HARDENED);

        down.up(host);

        assertThat(host.sysctls).containsEntry("kernel.kptr_restrict", "0");
        assertThat(down.plan(host).changed()).isEmpty();
    }

    /** A box of an older nordbox has no note of what was there before. */
    @Test
    void withoutANoteTheFileAloneGoes() throws ProblemException {
        box(HARDENED).up(host);
        host.files.remove(Note.DIRECTORY + "/" + KernelBefore.NOTE);
        host.reconnect();

        box(LEFT).up(host);

        assertThat(host.sysctls).containsEntry("kernel.kptr_restrict", "2");
        assertThat(host.text(PrepareKernel.SYSCTLS).orElseThrow()).doesNotContain("kptr_restrict");
        assertThat(box(LEFT).plan(host).changed()).isEmpty();
    }

    @Test
    void killedAnywhereOnTheWayThereAndBackItEndsTheSame() throws ProblemException {
        box(HARDENED).up(host);
        box(LEFT).up(host);
        Map<String, String> undisturbed = host.state();
        int all = host.effects().size();

        for (int count = 0; count < all; count++) {
            FakeHost killed = fresh();
            killed.killAfter(count);
            assertThatThrownBy(
                            () -> {
                                box(HARDENED).up(killed);
                                box(LEFT).up(killed);
                            })
                    .isInstanceOf(FakeHost.Killed.class);
            killed.reconnect();
            box(HARDENED).up(killed);
            box(LEFT).up(killed);
            assertThat(killed.state()).as("killed after %d effects", count).isEqualTo(undisturbed);
        }
    }

    @Test
    void aProfileIsToldWhatItsControlsMissUnlessSomebodyAnswersForThem() throws ProblemException {
        Profile nordic = new BoxConfigReader(Path.of("/home/ops")).profile("nordic");
        InstallSpec held = HeldTo.with(LEFT, LEFT.config().git(), Optional.of(nordic));

        assertThat(Unhardened.warnings(held))
                .extracting(told -> told.what().split(" ")[0])
                .containsExactly("ACC-01", "HOST-01", "K8S-02");
        assertThat(Unhardened.warnings(held).get(1).what())
                .contains("hardening.updates", "hardening.time", "hardening.sysctl");
        assertThat(Unhardened.warnings(held).get(1).remedy()).contains("waive HOST-01");
        assertThat(Unhardened.warnings(LEFT)).isEmpty();
        InstallSpec whole =
                new InstallSpec(held.config().with(Hardening.STANDARD), held.artifacts());
        assertThat(Unhardened.warnings(whole)).isEmpty();
    }

    private static FakeHost fresh() {
        FakeHost host = FakeHost.debian12();
        FakeCluster.on(host);
        return host;
    }

    private List<String> notes() {
        return host.files.keySet().stream()
                .filter(path -> path.startsWith(Note.DIRECTORY + "/"))
                .map(path -> path.substring(Note.DIRECTORY.length() + 1))
                .toList();
    }

    private static Provisioning box(InstallSpec spec) {
        return new Provisioning(
                List.of(new AdoptHost(), new PrepareKernel(Templates.bundled())), spec);
    }

    private static InstallSpec with(Hardening hardening) {
        InstallSpec plain = Specs.plain();
        return new InstallSpec(plain.config().with(hardening), plain.artifacts());
    }
}
