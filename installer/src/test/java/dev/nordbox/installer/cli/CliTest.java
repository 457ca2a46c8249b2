package dev.nordbox.installer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.output.TestSurroundings;
import dev.nordbox.installer.problem.ExitCode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    private static final String PIN = "SHA256:" + "A".repeat(43);

    @TempDir Path home;
    private TestSurroundings around;

    @BeforeEach
    void aProcessOfSomeoneWithAKey() throws IOException, NoSuchAlgorithmException {
        PrivateKey key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(
                home.resolve(".ssh/id_rsa"),
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded())),
                StandardCharsets.US_ASCII);
        around = new TestSurroundings(home);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "up --hots x | nordbox up: unknown flag --hots; did you mean --host?",
                "plna | nordbox: unknown command plna; did you mean plan?",
                "up --timeout soon | 'soon' is no duration; write 90s, 10m or 1h",
                "audit --since soon | 'soon' is no time; write 2h, 3d or 2026-11-29T12:00:00Z",
                "plan -o yaml | expected one of [text, json]",
                "plan now | nordbox plan: one word too many: now",
                "up --host | Missing required parameter for option '--host'"
            })
    void aSlipOnTheCommandLineEndsInTwoWithWhatWasMeant(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(around.err()).contains(message).contains("--help`");
        assertThat(around.out()).isEmpty();
    }

    @Test
    void upWithoutHostAndRepositoryNamesBothFlags() {
        assertThat(run("up")).isEqualTo(2);
        assertThat(around.err()).contains("--host: no host is named", "--repo: no repository");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "plan"})
    void helpListsTheExitCodes(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(around.out()).contains("--host", "--repo");
        for (ExitCode code : ExitCode.values()) {
            assertThat(around.out()).contains("  " + code.number() + " ");
        }
    }

    @Test
    void doctorSshTellsWhatCountsBeforeItSaysWhyItFailed() throws IOException {
        try (ServerSocket nobody = new ServerSocket(0)) {
            int port = nobody.getLocalPort();
            nobody.close();
            Path config = home.resolve(".ssh/config");
            Files.writeString(
                    config, "Host prod\n  HostName 127.0.0.1\n  Port " + port + "\n  Macs x\n");

            assertThat(run("doctor", "ssh", "--host", "prod", "--host-key", PIN)).isEqualTo(11);

            assertThat(around.out())
                    .contains("route: root@127.0.0.1:" + port + " (prod)")
                    .contains("Port %d (%s:3)".formatted(port, config))
                    .contains("host key     the server showed none");
            assertThat(around.err()).contains("refused the connection", "Macs x");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "preflight",
                "plan",
                "up --repo file:///repo",
                "upgrade --dry-run",
                "down --dry-run",
                "verify --profile nordic"
            })
    void theSettingsThatCountAreNamedBeforeAnythingIsDone(String command) throws IOException {
        Path file = home.resolve("nordbox.yaml");
        try (ServerSocket nobody = new ServerSocket(0)) {
            int port = nobody.getLocalPort();
            nobody.close();
            Files.writeString(
                    file,
                    "apiVersion: nordbox.no/v1alpha1\nkind: Box\nssh: {host: '127.0.0.1:%d'}\n"
                            .formatted(port));

            String line = command + " --ssh-config none --host-key " + PIN + " -c " + file;
            assertThat(run(line.split(" "))).as(around.err()).isEqualTo(11);
        }

        assertThat(around.err().lines().filter(line -> line.contains("settings from")))
                .containsExactly("settings from " + file);
    }

    @Test
    void doctorNamesWhatItCanLookInto() {
        assertThat(run("doctor")).isEqualTo(2);
        assertThat(around.err()).contains("name what to look into: ssh");
        assertThat(run("doctor", "ssh", "--help")).isZero();
        assertThat(around.out()).contains("--jump", "--accept-new", "--replace-host", "  14 ");
    }

    @ParameterizedTest
    @CsvSource({
        "list, --host",
        "get, NAME",
        "why, NAME",
        "diff, --detailed-exit-code",
        "history, NAME",
        "history, --last",
        "sync, --resource",
        "sync, --revision",
        "rollback, ID",
        "rollback, --wait",
        "undo, --list",
        "undo, --revision",
        "refresh, --hard",
        "hold, --reason",
        "release, --brought-back",
        "terminate, NAME"
    })
    void everyCommandOfAppHasHelpWithItsExitCodes(String command, String told) {
        assertThat(run("app", command, "--help")).isZero();
        assertThat(around.out()).contains(told, "--output", "  20 ");
    }

    @Test
    void appNamesWhatItCanDoAndWantsAName() {
        assertThat(run("app")).isEqualTo(2);
        assertThat(around.err()).contains("name one of list, get, diff, why");
        assertThat(run("app", "why", "--host", "x")).isEqualTo(2);
    }

    @Test
    void profilesNamesWhatItCanDoAndEachOfThemHasHelp() {
        assertThat(run("profiles")).isEqualTo(2);
        assertThat(around.err()).contains("name one of list, show, explain");
        assertThat(run("profiles", "explain", "--help")).isZero();
        assertThat(around.out()).contains("--profile");
    }

    @Test
    void aNameOfTheSshConfigurationIsAHost() throws IOException {
        Files.writeString(home.resolve(".ssh/config"), "Host web_1\n  ProxyCommand nc %h %p\n");

        assertThat(run("plan", "--host", "web_1")).isEqualTo(10);

        assertThat(around.err()).contains("ProxyCommand nc %h %p", "config:2");
    }

    @Test
    void acceptNewAndReplaceHostExcludeEachOther() {
        assertThat(run("plan", "--host", "x", "--accept-new", "--replace-host")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "upgrade", "doctor ssh", "verify", "report", "secret keys"})
    void whoWritesNoKubeconfigKnowsNoNameForIt(String command) {
        assertThat(run((command + " --host x --name prod").split(" "))).isEqualTo(2);
        assertThat(around.err()).contains("unknown flag --name");
    }

    @Test
    void withoutACommandTheHelpIsPrinted() {
        assertThat(run()).isZero();
        assertThat(around.out()).contains("up ", "plan ", "version ");
    }

    @Test
    void versionIsData() {
        assertThat(run("version")).isZero();
        assertThat(around.out()).contains("nordbox ", "k3s v1.");
        assertThat(around.err()).isEmpty();
    }

    @Test
    void aBadConfigurationEndsInTenWithAllProblems() throws IOException {
        Path file = home.resolve("nordbox.yaml");
        Files.writeString(
                file,
                "apiVersion: nordbox.no/v1alpha1\nkind: Box\nfirewal: {}\nnamespaces:\n  - nam: x\n");

        assertThat(run("plan", "--host", "root@203.0.113.7", "--config", file.toString()))
                .isEqualTo(10);
        assertThat(around.err())
                .contains(file + ":3:1: unknown key `firewal`", "did you mean `firewall`?")
                .contains(file + ":5:5: unknown key `namespaces[0].nam`");
    }

    @Test
    void aTemplateThatOverridesNothingEndsInTenBeforeAnythingIsConnected() throws IOException {
        Path file = home.resolve("nordbox.yaml");
        Files.writeString(file, "apiVersion: nordbox.no/v1alpha1\nkind: Box\ntemplates: mine\n");
        Path own = Files.createDirectories(home.resolve("mine/host/etc/rancher/k3s"));
        Files.writeString(own.resolve("confg.yaml.ftl"), "");

        assertThat(run("plan", "--host", "root@203.0.113.7", "--config", file.toString()))
                .isEqualTo(10);
        assertThat(around.err())
                .contains("confg.yaml.ftl: overrides no template")
                .contains("did you mean `host/etc/rancher/k3s/config.yaml.ftl`?");
    }

    @Test
    void downWithoutAPersonAsksForYes() {
        assertThat(run("down", "--host", "root@203.0.113.7")).isEqualTo(2);
        assertThat(around.err()).contains("fix: pass --yes");
    }

    @Test
    void anUpgradeToWhatIsNoVersionEndsInTenBeforeAnythingIsConnected() {
        assertThat(run("upgrade", "--host", "root@203.0.113.7", "--k3s", "latest")).isEqualTo(10);
        assertThat(around.err()).contains("--k3s", "v1.36.4+k3s1");
    }

    @Test
    void theHelpOfAnUpgradeSaysHowItEnds() {
        assertThat(run("upgrade", "--help")).isZero();
        assertThat(around.out())
                .contains("--k3s=VERSION", "--dry-run", "--take-over")
                .contains("25    upgrade: the new k3s failed its probes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completionKnowsEveryCommand(String shell) throws IOException, InterruptedException {
        assertThat(run("completion", shell)).isZero();
        assertThat(around.out())
                .contains("kubeconfig", "upgrade", "drill", "--delete-data", "--load-restrictor");

        Path script = Files.writeString(home.resolve("completion"), around.out());
        Process bash = new ProcessBuilder("bash", "-n", script.toString()).start();
        assertThat(bash.waitFor()).as("bash reads it").isZero();
    }

    @Test
    void fishIsToldOfCommandsBelowCommandsAndOfChoices() {
        assertThat(run("completion", "fish")).isZero();
        assertThat(around.out().lines())
                .contains("complete -c nordbox -f")
                .anyMatch(
                        l ->
                                l.startsWith(
                                        "complete -c nordbox -n '__fish_use_subcommand' -a up -d "))
                .anyMatch(
                        l ->
                                l.startsWith(
                                                "complete -c nordbox -n '__fish_seen_subcommand_from kit; and"
                                                        + " not __fish_seen_subcommand_from ")
                                        && l.contains(" -a save -d "))
                .anyMatch(
                        l ->
                                l.startsWith(
                                        "complete -c nordbox -n '__fish_seen_subcommand_from plan' -s o"
                                                + " -l output -x -a 'text json' -d "))
                .noneMatch(l -> l.contains("--enable-helm"));
    }

    @Test
    void fishCompletesFilesWhereTheyAreMeant() {
        assertThat(run("completion", "fish")).isZero();
        List<String> lines = around.out().lines().toList();
        String kitShow = "__fish_seen_subcommand_from kit; and __fish_seen_subcommand_from show'";

        assertThat(lines)
                .contains("complete -c nordbox -n '" + kitShow + " -F")
                .anyMatch(
                        l ->
                                l.startsWith(
                                        "complete -c nordbox -n '__fish_seen_subcommand_from up' -l restore -r -F"))
                .anyMatch(
                        l ->
                                l.startsWith(
                                        "complete -c nordbox -n '__fish_seen_subcommand_from up' -l sealing-key -r -F"))
                .anyMatch(
                        l ->
                                l.startsWith(
                                        "complete -c nordbox -n '__fish_seen_subcommand_from up' -l host -x"))
                .anyMatch(l -> l.contains("-l kit -r -F"))
                .noneMatch(l -> l.contains("-l kit -x"))
                .noneMatch(
                        l ->
                                l.contains("__fish_seen_subcommand_from app; and")
                                        && l.endsWith("' -F"));
    }

    @Test
    void theSettingsAreShownAsTheyCountAndWhereTheyWereSaid() throws IOException {
        Path file =
                Files.writeString(
                        home.resolve("nordbox.yaml"),
                        """
                        apiVersion: nordbox.no/v1alpha1
                        kind: Box
                        ssh: {host: prod-1}
                        git: {url: "git@git.example.no:ops/infra.git"}
                        firewall: {open: [443/tcp]}
                        """);

        String[] show = {"config", "show", "--config", file.toString(), "--revision", "v2"};
        assertThat(
                        run(
                                Stream.concat(Stream.of(show), Stream.of("--effective"))
                                        .toArray(String[]::new)))
                .isZero();

        assertThat(around.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "ssh.host prod-1 " + file + ":3:13",
                        "git.url git@git.example.no:ops/infra.git " + file + ":4:12",
                        "git.targetRevision v2 --revision",
                        "k3s.version v1.36.4+k3s1 built-in defaults:8:12",
                        "name prod-1 built-in defaults")
                .anyMatch(line -> line.startsWith("firewall.open [443/tcp] " + file + ":5:"));
        assertThat(around.out()).doesNotContain("apiVersion");
    }

    @Test
    void withoutEffectiveOnlyWhatWasSaidIsShownAndNoHostIsNeeded() {
        assertThat(run("config", "show", "--revision", "v2")).isZero();
        assertThat(around.out().strip().lines()).hasSize(1);
        assertThat(run("config", "show", "--revision", "a..b")).isEqualTo(10);
    }

    @Test
    void aControllerNeedsAFileOrARepositoryAndOneOfThem() {
        assertThat(run("controller")).isEqualTo(2);
        assertThat(run("controller", "--config", "x", "--repo", "file:///r")).isEqualTo(2);
        assertThat(around.err()).contains("name --config FILE", "exclude each other");
    }

    @Test
    void kubeconfigsThatCannotBeToldApartAreRefusedBeforeAnythingStarts() {
        assertThat(controllerOf("a=/x", "/y")).isEqualTo(10);
        assertThat(around.err()).contains("write NAME=/y");
        assertThat(controllerOf("in-cluster=/x")).isEqualTo(10);
        assertThat(controllerOf("a=/gone/x", "b=/gone/y")).isEqualTo(10);
        assertThat(around.err()).contains("/gone/x: no such file", "/gone/y: no such file");
    }

    private int controllerOf(String one, String... more) {
        List<String> words =
                new ArrayList<>(List.of("controller", "--once", "--repo", "file:///r"));
        words.addAll(List.of("--kubeconfig", one));
        for (String other : more) {
            words.addAll(List.of("--kubeconfig", other));
        }
        return run(words.toArray(String[]::new));
    }

    @Test
    void anUnreachableHostEndsInElevenAndTheErrorNamesTheLog() throws IOException {
        assertThat(run("plan", "--host", closedPort(), "--host-key", PIN)).isEqualTo(11);

        Path log = log();
        assertThat(around.err()).contains("log: " + log);
        assertThat(Files.readString(log)).contains("RunStarted", "HOST_UNREACHABLE");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void programsGetEventsOnStdoutAndPeopleTheFailureOnStderr() throws IOException {
        String[] up = {"up", "--host", closedPort(), "--host-key", PIN, "--repo", "file:///r"};
        assertThat(
                        run(
                                Stream.concat(Stream.of(up), Stream.of("-o", "json"))
                                        .toArray(String[]::new)))
                .isEqualTo(11);

        List<String> events = around.out().lines().toList();
        assertThat(events.get(0)).contains("\"event\":\"run-started\"", "\"command\":\"up\"");
        assertThat(events.get(events.size() - 1))
                .contains("\"event\":\"failed\"", "\"exitCode\":11", "\"fix\":");
        assertThat(around.err()).contains("fix:").doesNotContain("\"event\"");
    }

    @Test
    void whereNoLogCanBeWrittenTheRunGoesOnWithAWarning() throws IOException {
        Files.writeString(home.resolve("occupied"), "");
        around.with("XDG_STATE_HOME", home.resolve("occupied").toString());

        assertThat(run("plan", "--host", closedPort(), "--host-key", PIN)).isEqualTo(11);
        assertThat(around.err()).contains("no log of this run");
    }

    @Test
    void whereTheLogsPlaceIsNoPathTheRunGoesOnWithAWarning() throws IOException {
        around.with("XDG_STATE_HOME", "no\0path");

        assertThat(run("plan", "--host", closedPort(), "--host-key", PIN)).isEqualTo(11);
        assertThat(around.err()).contains("no log of this run");
    }

    private int run(String... args) {
        return new Cli(around.surroundings()).execute(args);
    }

    private Path log() throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve(".local/state/nordbox/runs"))) {
            return all.filter(file -> file.endsWith("run.log")).findFirst().orElseThrow();
        }
    }

    private static String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "root@127.0.0.1:" + socket.getLocalPort();
        }
    }
}
