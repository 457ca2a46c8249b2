package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.drill.Checked;
import dev.nordbox.installer.drill.Drill;
import dev.nordbox.installer.drill.Drill.Afterwards;
import dev.nordbox.installer.drill.RestoredBox;
import dev.nordbox.installer.drill.Scratch;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.TestKeys;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.up.Up;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A kit that is rehearsed on a fresh fake server. */
class DrillTest {
    private static final Up.Arrival CONVERGES = (host, config) -> {};
    private static final String MARK = Note.DIRECTORY + "/drill";
    private static final String OTHER_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA root@scratch";

    @TempDir private Path files;
    private final TrialKit trial = new TrialKit();
    private String sealed = TestKeys.seal(TestKeys.OLD, "shop", "db", "a password");
    private String objects =
            """
            {"kind":"List","items":[
             {"kind":"Namespace","metadata":{"name":"kube-system","uid":"uid-1"}},
             {"kind":"Namespace","metadata":{"name":"shop","uid":"uid-2"}},
             {"kind":"Namespace","metadata":{"name":"made-later","uid":"uid-9"}},
             {"kind":"Node","metadata":{"name":"old-node"},
              "status":{"conditions":[{"type":"Ready","status":"True"}]}},
             {"kind":"PersistentVolume","metadata":{"name":"pvc-1"},"status":{"phase":"Bound"}},
             {"kind":"PersistentVolume","metadata":{"name":"pvc-2"},"status":{"phase":"Bound"}},
             {"kind":"SealedSecret","apiVersion":"bitnami.com/v1alpha1",
              "metadata":{"name":"db","namespace":"shop"},
              "spec":{"encryptedData":{"password":"SEALED"}}}]}
            """;
    private final Deque<String> pods =
            new ArrayDeque<>(List.of(pod("2026-11-27T09:00:00Z"), pod("2026-11-29T09:00:00Z")));
    private String secrets = "shop/db\nkube-system/other\n";

    @BeforeEach
    void aKitWithVolumes() {
        trial.volume("pvc-1", "a tar").output("pvc-2", "CREATE TABLE");
    }

    @Test
    void everythingIsProvedAndThenTakenAway() throws ProblemException {
        TrialBox box = box();
        Map<String, String> before = box.host.state();

        Drill.Outcome outcome = box.drill(CONVERGES, Afterwards.TAKEN_AWAY);

        assertThat(outcome.findings())
                .extracting(Checked::check)
                .containsExactly(
                        "namespaces",
                        "node",
                        "volumes",
                        "volume-data",
                        "dumps",
                        "sealed-secrets",
                        "pods",
                        "applications",
                        "plan-empty");
        assertThat(outcome.findings()).allSatisfy(f -> assertThat(f.met()).isTrue());
        assertThat(box.cluster.restored).hasSize(1);
        assertThat(box.host.files.keySet())
                .noneMatch(path -> path.startsWith("/var/lib/rancher"))
                .noneMatch(path -> path.startsWith("/var/lib/nordbox"))
                .noneMatch(path -> path.startsWith("/etc/nordbox"))
                .doesNotContain(K3sFiles.BINARY);
        assertThat(box.host.users).doesNotContainKey(ControllerPaths.USER);
        assertThat(before).doesNotContainKey(MARK);
    }

    @Test
    void whatIsRehearsedTouchesNothingOutsideItself() throws ProblemException {
        TrialBox box = box();
        BoxConfig said = box.spec.config();
        box.withConfig(
                        said.with(
                                        new BoxConfig.Controller(
                                                BoxConfig.Redis.WHERE_IT_COMES, Optional.of(8128)))
                                .with(Optional.of(backup())))
                .withKit(trial.open(files));
        List<BoxConfig> rehearsed = new ArrayList<>();

        box.drill((host, config) -> rehearsed.add(config), Afterwards.KEPT);

        BoxConfig config = rehearsed.get(0);
        assertThat(config.git().targetRevision()).as("the kit's commit").isEqualTo("0123abc");
        assertThat(config.git().url()).isEqualTo(said.git().url());
        assertThat(config.backup()).isEmpty();
        assertThat(config.controller().webhookPort()).isEmpty();
        assertThat(config.open()).isEmpty();
        assertThat(box.host.text(RaiseGuard.RULES).orElseThrow()).contains("pod egress denied");
        assertThat(box.host.files.keySet())
                .noneMatch(path -> path.contains("nordbox-backup"))
                .doesNotContain(ControllerPaths.WEBHOOK_SECRET);
    }

    @Test
    void theMarkComesFirstAndGoesLast() throws ProblemException {
        TrialBox box = box();

        box.drill(CONVERGES, Afterwards.TAKEN_AWAY);

        List<String> effects =
                box.host.effects().stream().filter(e -> !e.contains("host's lock")).toList();
        assertThat(effects.get(0)).isEqualTo("write " + MARK);
        assertThat(effects)
                .filteredOn(effect -> effect.contains(" " + Note.STATE_DIRECTORY))
                .last()
                .asString()
                .startsWith("rm -rf");
    }

    @Test
    void killedBetweenAnyTwoEffectsAndRunAgainEndsTheSame() throws ProblemException {
        trial.put(Kit.SNAPSHOT, "snapshot of etcd");
        TrialBox undisturbed = box();
        undisturbed.drill(CONVERGES, Afterwards.TAKEN_AWAY);
        int all = undisturbed.host.effects().size();
        assertThat(all).isGreaterThan(50);

        // Restoring and removing are stopped at every boundary by tests of their own.
        for (int count = 0; count < all; count += 3) {
            TrialBox box = box();
            box.host.killAfter(count);
            assertThatThrownBy(() -> box.drill(CONVERGES, Afterwards.TAKEN_AWAY))
                    .isInstanceOf(FakeHost.Killed.class);
            box.host.firewall.timerExpires();
            box.host.reconnect();
            Drill.Outcome outcome = box.drill(CONVERGES, Afterwards.TAKEN_AWAY);
            assertThat(outcome.findings()).allMatch(Checked::met);
            assertThat(box.host.state())
                    .as("killed after %d effects", count)
                    .isEqualTo(undisturbed.host.state());
        }
    }

    @Test
    void aCheckThatFailsIsToldAndEverythingIsTakenAwayAllTheSame() throws ProblemException {
        objects =
                objects.replace("\"uid-2\"", "\"uid-of-another\"")
                        .replace("\"True\"", "\"False\"")
                        .replaceFirst("\"Bound\"", "\"Released\"");
        sealed = TestKeys.seal(TestKeys.NEW, "shop", "db", "a password");
        secrets = "";
        TrialBox box = box();

        Drill.Outcome outcome = box.drill(failing(ExitCode.TIMED_OUT), Afterwards.TAKEN_AWAY);

        assertThat(outcome.findings().stream().filter(f -> !f.met()))
                .extracting(Checked::check)
                .containsExactly("namespaces", "node", "volumes", "sealed-secrets", "applications");
        assertThat(outcome.findings().toString())
                .contains("namespace shop has the UID uid-of-another, and uid-2 in the kit")
                .contains("node old-node is not Ready")
                .contains("volume shop/pvc-1 (pvc-1) is Released")
                .contains("SealedSecret shop/db: password does not unseal")
                .contains("SealedSecret shop/db has no Secret")
                .contains("web: 0 of 1 updated")
                .doesNotContain("a password");
        assertThat(box.host.files).doesNotContainKeys(MARK, K3sFiles.BINARY);
    }

    @Test
    void aPodOfTheLostHostIsNotTakenForOneThatRuns() throws ProblemException {
        pods.removeLast();
        TrialBox box = box();
        List<String> order = new ArrayList<>();

        Drill.Outcome outcome =
                box.drill((host, config) -> order.add("converges"), Afterwards.TAKEN_AWAY);

        assertThat(outcome.findings().stream().filter(f -> !f.met()))
                .singleElement()
                .satisfies(
                        f ->
                                assertThat(f.observed())
                                        .isEqualTo("pod shop/web-0 was not started here"));
        assertThat(order).as("asked all the same").hasSize(1);
    }

    @Test
    void theResultIsWrittenBeforeTheBoxIsTakenAway() throws ProblemException {
        TrialBox box = box();
        box.host.on(RemoveK3s.LABEL, (h, c) -> new CommandOutcome(1, "", "a pod does not end"));

        assertThatThrownBy(() -> box.drill(CONVERGES, Afterwards.TAKEN_AWAY))
                .hasMessageContaining("a pod does not end");

        assertThat(box.written).singleElement().matches(o -> o.findings().size() == 9);
        assertThat(box.host.files).as("the next drill goes on there").containsKey(MARK);
    }

    private static String pod(String started) {
        return """
        {"items":[
         {"metadata":{"name":"web-0","namespace":"shop"},"status":{
          "conditions":[{"type":"Ready","status":"True"}],
          "containerStatuses":[{"state":{"running":{"startedAt":"%s"}}}]}},
         {"metadata":{"name":"pending","namespace":"shop"},"status":{
          "conditions":[{"type":"Ready","status":"False"}],
          "containerStatuses":[{"state":{"running":{"startedAt":"2026-11-01T00:00:00Z"}}}]}}]}
        """
                .formatted(started);
    }

    @Test
    void dataThatIsNotTheKitsIsFoundBeforeAnythingUsesIt() throws ProblemException {
        TrialBox box = box();
        box.host.on(
                RestoreCluster.RESTORE,
                (host, command) -> {
                    host.put(Volume.ROOT + "/pvc-1/content", new byte[1], "0600", "0:0");
                    return box.cluster.restore(host, command);
                });

        Drill.Outcome outcome = box.drill(CONVERGES, Afterwards.TAKEN_AWAY);

        assertThat(outcome.findings().stream().filter(f -> !f.met()))
                .singleElement()
                .satisfies(
                        f ->
                                assertThat(f.observed())
                                        .isEqualTo(
                                                Volume.ROOT + "/pvc-1 is not as the kit has it"));
    }

    @Test
    void aKitWithoutUidsProvesNothingByThem() throws ProblemException {
        trial.without(Kit.NAMESPACES);

        Drill.Outcome outcome = box().drill(CONVERGES, Afterwards.TAKEN_AWAY);

        assertThat(outcome.findings().get(0).met()).isFalse();
        assertThat(outcome.findings().get(0).observed()).contains("save another");
    }

    @Test
    void aRestoreThatFailsIsTakenAwayAndEndsInItsOwnCode() {
        TrialBox box = box();
        box.host.on(RestoreCluster.RESTORE, (h, c) -> new CommandOutcome(1, "", "no space left"));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.drill(CONVERGES, Afterwards.TAKEN_AWAY))
                .matches(e -> e.exitCode() == ExitCode.STEP_FAILED)
                .withMessageContaining("no space left");

        assertThat(box.host.files).doesNotContainKeys(MARK, K3sFiles.BINARY, K3sFiles.TOKEN);
    }

    @Test
    void aKeptBoxIsNoBoxForUpAndGoesWithTheNextDrill() throws ProblemException {
        TrialBox box = box();
        box.drill(CONVERGES, Afterwards.KEPT);
        assertThat(box.host.files).containsKeys(MARK, K3sFiles.BINARY);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () ->
                                ScratchHost.refuseDrill(
                                        "scratch", UpgradePathTest.facts(box.host.reconnect())))
                .matches(e -> e.exitCode() == ExitCode.HOST_REFUSED)
                .withMessageContaining("`down --delete-data`");

        box.host.reconnect();
        box.drill(CONVERGES, Afterwards.TAKEN_AWAY);
        assertThat(box.cluster.restored).as("from its beginning").hasSize(2);
        assertThat(box.host.files).doesNotContainKeys(MARK, K3sFiles.BINARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/lib/rancher",
                "/etc/rancher",
                "/var/lib/nordbox",
                "/usr/local/bin/k3s",
                "/var/lib/nordbox-installer/evidence",
                "/etc/systemd/system/nordbox.service"
            })
    void aHostWithABoxOrItsDataIsRefusedAndStays(String path) {
        TrialBox box = box();
        box.host.directory(path, "0700");

        assertRefused(box, ExitCode.HOST_REFUSED, "there is a box on this host");
        assertThat(box.host.files).containsKey(path);
    }

    @Test
    void aBoxThatUpMadeIsRefusedAndStays() throws ProblemException {
        TrialBox box = box().withoutKit();
        box.up();
        box.host.reconnect();

        assertRefused(
                box.withKit(trial.open(files)),
                ExitCode.HOST_REFUSED,
                "there is a box on this host");
    }

    @ParameterizedTest
    @CsvSource({
        "HOST, HOST_REFUSED, it has the same SSH host key",
        "NONE, KIT_UNUSABLE, the kit does not say which host it is of"
    })
    void theHostThatTheKitIsOfIsRefused(String keys, ExitCode code, String why) {
        if (keys.equals("NONE")) {
            trial.without(Kit.HOST_KEYS);
        }
        TrialBox box = box();
        box.host.asks(
                Scratch.LABEL,
                (h, c) ->
                        new CommandOutcome(
                                0, OTHER_KEY + "\n" + TrialKit.HOST_KEY + " root@x\n", ""));

        assertRefused(box, code, why);
    }

    private void assertRefused(TrialBox box, ExitCode code, String why) {
        Map<String, String> before = box.host.state();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> box.drill(CONVERGES, Afterwards.TAKEN_AWAY))
                .matches(e -> e.exitCode() == code)
                .withMessageContaining(why);

        assertThat(box.host.effects()).isEmpty();
        assertThat(box.host.state()).isEqualTo(before);
    }

    private static Up.Arrival failing(ExitCode code) {
        return (host, config) -> {
            throw new ProblemException(
                    code, new Problem("web: 0 of 1 updated", host.name(), "mend it"));
        };
    }

    private static BackupConfig backup() {
        return BackupStepTest.any().findFirst().orElseThrow();
    }

    private TrialBox box() {
        TrialBox box = TrialBox.in(files).withKit(trial.open(files));
        box.host
                .asks(Scratch.LABEL, (h, c) -> new CommandOutcome(0, OTHER_KEY + "\n", ""))
                .asks(
                        RestoredBox.LIST,
                        (h, c) -> new CommandOutcome(0, objects.replace("SEALED", sealed), ""))
                .asks(
                        RestoredBox.PODS,
                        (h, c) ->
                                new CommandOutcome(
                                        0, pods.size() > 1 ? pods.remove() : pods.element(), ""))
                .asks(RestoredBox.SECRETS, (h, c) -> new CommandOutcome(0, secrets, ""));
        return box;
    }
}
