package dev.nordbox.installer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.NotApproved;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.steps.ApiAdmins;
import dev.nordbox.installer.steps.Provisioning;
import dev.nordbox.installer.steps.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedPlanTest {
    private static final String SYSCTLS = "/etc/sysctl.d/zz-nordbox.conf";

    @TempDir private Path folder;
    private final FakeHost host = FakeHost.debian12();
    private final Provisioning box = Provisioning.ofHostSteps(Specs.plain());
    private Path file;

    @BeforeEach
    void aPlanIsMadeAndRead() throws ProblemException {
        file = folder.resolve("plan.json");
        SavedPlan.write(file, document(box, host));
        host.reconnect();
    }

    @Test
    void onTheSameFactsItIsCarriedOut() throws ProblemException {
        assertThat(box.up(host, SavedPlan.read(file, "1.0")).changeCount()).isPositive();
        assertThat(box.plan(host.reconnect()).changeCount()).isZero();
    }

    @Test
    void aHostThatMovedOnIsLeftAloneAndWhatMovedIsSaid() throws ProblemException {
        host.put(SYSCTLS, "vm.swappiness = 1\n".getBytes(), "0644", "root:root");
        host.sysctls.put("vm.panic_on_oom", "2");
        String before = host.state().toString();
        SavedPlan plan = SavedPlan.read(file, "1.0");

        assertThatExceptionOfType(NotApproved.class)
                .isThrownBy(() -> box.up(host, plan))
                .matches(e -> e.exitCode() == ExitCode.PLAN_OUTDATED)
                .satisfies(
                        e ->
                                assertThat(e.problems())
                                        .extracting(Problem::what)
                                        .anyMatch(
                                                w ->
                                                        w.startsWith(
                                                                "file "
                                                                        + SYSCTLS
                                                                        + " was absent, is 0644"))
                                        .contains("sysctl vm.panic_on_oom was 0, is 2"));
        assertThat(host.state()).hasToString(before);
    }

    @Test
    void otherSettingsThanThoseOfThePlanAreRefused() throws ProblemException {
        Provisioning other =
                Provisioning.ofHostSteps(
                        Specs.withFirewall(
                                new BoxConfig.Firewall(List.of(), List.of(), List.of("8443/tcp"))));
        SavedPlan plan = SavedPlan.read(file, "1.0");

        assertThatExceptionOfType(NotApproved.class)
                .isThrownBy(() -> other.up(host, plan))
                .withMessageContaining("it plans what is not wanted now: guard: load the guard")
                .withMessageContaining("8443");
        assertThat(host.effects()).isEmpty();
    }

    @Test
    void aProofOfTheBoxItselfAndAKitMakeNoPlanOld() throws ProblemException {
        FakeHost standing = standing();
        notes(standing, "before");
        Path saved = saved(box, standing);
        notes(standing, "anew");

        assertThat(box.up(standing, SavedPlan.read(saved, "1.0")).changeCount()).isPositive();
    }

    private static void notes(FakeHost host, String text) {
        for (String note : List.of("own-proof", "own-proof-uptime", "last-proof", "last-kit")) {
            host.put(Note.DIRECTORY + "/" + note, text.getBytes(), "0600", "root:root");
        }
    }

    /** A box that somebody has changed. */
    private FakeHost standing() throws ProblemException {
        FakeHost standing = FakeHost.debian12();
        box.up(standing);
        standing.reconnect().sysctls.put("vm.panic_on_oom", "2");
        return standing;
    }

    @Test
    void anotherAddressCountsWhereItIsWhoReachesTheApi() throws ProblemException {
        SavedPlan plan = SavedPlan.read(file, "1.0");
        host.machine.sshConnection = "198.51.100.9 50000 203.0.113.7 22";

        assertThatExceptionOfType(NotApproved.class)
                .isThrownBy(() -> box.up(host, plan))
                .withMessageContaining("you come from was ")
                .withMessageContaining(", is 198.51.100.9");
    }

    @Test
    void anotherAddressIsNoMatterWhereSettingsOrAStandingGuardSayWhoReachesTheApi()
            throws ProblemException {
        Provisioning said =
                Provisioning.ofHostSteps(
                        Specs.withFirewall(
                                new BoxConfig.Firewall(
                                        List.of("198.51.100.0/24"), List.of(), List.of())));
        carriedOutFromElsewhere(said, FakeHost.debian12());
        carriedOutFromElsewhere(box, standing());
    }

    private void carriedOutFromElsewhere(Provisioning box, FakeHost host) throws ProblemException {
        Path saved = saved(box, host);
        host.machine.sshConnection = "198.51.100.9 50000 203.0.113.7 22";

        assertThat(box.up(host, SavedPlan.read(saved, "1.0")).changeCount()).isPositive();
    }

    @Test
    void somebodyWhoChangesTheHostBeforeTheLockIsOursIsNoticed() throws ProblemException {
        SavedPlan plan = SavedPlan.read(file, "1.0");
        FakeHost busy = FakeHost.debian12();
        busy.on(
                "take the host's lock",
                (there, command) -> {
                    there.sysctls.put("vm.panic_on_oom", "2");
                    return new CommandOutcome(0, "taken\n", "");
                });

        assertThatExceptionOfType(NotApproved.class)
                .isThrownBy(() -> box.up(busy, plan))
                .withMessageContaining("sysctl vm.panic_on_oom was 0, is 2");
        assertThat(busy.text(SYSCTLS)).isEmpty();
    }

    @Test
    void theFileIsOneJsonDocumentForItsOwnerAlone() throws IOException {
        Map<String, Object> document = Json.parse(Files.readAllBytes(file));

        assertThat(document)
                .containsEntry("kind", "Plan")
                .containsEntry("host", "root@fake")
                .containsEntry("made", "2026-11-29T10:00:00Z");
        assertThat(document.get("files"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .anySatisfy(
                        each -> {
                            assertThat(each.get("path")).isEqualTo(SYSCTLS);
                            assertThat(each.get("origin")).isEqualTo("new");
                            assertThat((String) each.get("diff")).contains("+vm.panic_on_oom = 0");
                        });
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aPlanOfAnotherVersionAndWhatIsNoPlanAreRefused() throws IOException {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> SavedPlan.read(file, "2.0"))
                .matches(e -> e.exitCode() == ExitCode.PLAN_OUTDATED);
        for (String text : new String[] {"{}", "[1]", "no", "{\"kind\": \"Plan\"}", forged()}) {
            Path other = Files.writeString(folder.resolve("other.json"), text);
            assertThatExceptionOfType(ProblemException.class)
                    .as(text)
                    .isThrownBy(() -> SavedPlan.read(other, "1.0"))
                    .matches(e -> e.exitCode() == ExitCode.USAGE);
        }
    }

    private String forged() throws IOException {
        return Files.readString(file).replace("debian 12", "debian 13");
    }

    private Path saved(Provisioning box, FakeHost host) throws ProblemException {
        Path saved = folder.resolve("saved.json");
        SavedPlan.write(saved, document(box, host));
        host.reconnect();
        return saved;
    }

    private static PlanDocument document(Provisioning box, FakeHost host) throws ProblemException {
        HostFacts facts = box.facts(host);
        return new PlanDocument(
                "1.0",
                Instant.parse("2026-11-29T10:00:00Z"),
                box.plan(host),
                Footing.of(facts, ApiAdmins.of(facts, box.spec().config().firewall()).byLogin()));
    }
}
