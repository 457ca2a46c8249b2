package dev.nordbox.installer.config;

import static dev.nordbox.installer.config.BoxYaml.HEADER;
import static dev.nordbox.installer.config.BoxYaml.HOST_AND_REPO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a configuration is told with its place and what to do, all of it at once. */
class BoxConfigProblemsTest {
    @TempDir Path folder;
    private BoxConfigReader reader;

    @BeforeEach
    void readerWithAHome() {
        reader = new BoxConfigReader(folder.resolve("home"));
    }

    @Test
    void aMissingHostAndRepositoryAreAMatterOfUsage() {
        ProblemException thrown = problems(() -> reader.read(Optional.empty(), new Flags()));

        assertThat(thrown.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(thrown.problems())
                .extracting(Problem::where)
                .containsExactlyInAnyOrder("--host", "--repo");
    }

    @Test
    void anUnknownProfileSuggestsTheNearest() {
        Flags flags = HOST_AND_REPO.with("profile", "--profile", Optional.of("nordik"));

        Problem problem = problems(() -> reader.read(Optional.empty(), flags)).problems().get(0);

        assertThat(problem.where()).isEqualTo("--profile");
        assertThat(problem.remedy()).isEqualTo("did you mean `nordic`?");
    }

    @Test
    void everyProblemIsToldAtOnceInTheOrderOfTheFile() throws IOException {
        Path file =
                write(
                        HEADER
                                + """
                                ssh: {host: "root@300.1.1.1"}
                                gti:
                                  url: x
                                git:
                                  url: https://user:s3cret@git.example.no/ops/box.git
                                k3s:
                                  version: 1.36
                                  disable: [treafik]
                                firewall:
                                  admins: [10.0.0.1/8, 10.0.0.9]
                                  open: [443, 99999/tcp, 6443/tcp]
                                namespaces:
                                  - name: web
                                    podSecurity: strict
                                    quota: {pods: many}
                                  - name: web
                                  - name: kube-system
                                    allow:
                                      - direction: sideways
                                        peer: {cidr: 10.0.0.0/8, kubeApi: true}
                                k3s: {}
                                """);

        ProblemException thrown = problems(() -> reader.read(Optional.of(file), new Flags()));

        assertThat(thrown.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID);
        assertThat(thrown.getMessage()).doesNotContain("s3cret");
        assertThat(thrown.problems().stream().map(p -> place(p, file) + " " + p.what()))
                .containsExactly(
                        "3:13 `ssh.host` \"root@300.1.1.1\" is not a host to log in to",
                        "4:1 unknown key `gti`",
                        "7:8 `git.url` carries credentials",
                        "9:12 `k3s.version` wants a text, and 1.36 is none in YAML",
                        "10:13 `k3s.disable[0]` \"treafik\" is unknown",
                        "12:12 `firewall.admins[0]` \"10.0.0.1/8\" is not a network's address",
                        "12:24 `firewall.admins[1]` \"10.0.0.9\" is not a CIDR",
                        "13:10 `firewall.open[0]` wants a text, and 443 is none in YAML",
                        "13:15 `firewall.open[1]` \"99999/tcp\" is not a port",
                        "13:26 `firewall.open[2]` opens the Kubernetes API to everyone",
                        "16:18 `namespaces[0].podSecurity` \"strict\" is unknown",
                        "17:19 `namespaces[0].quota.pods` \"many\" is not a quantity",
                        "18:11 namespace \"web\" is here twice",
                        "19:11 namespace \"kube-system\" is not yours to configure",
                        "21:20 `namespaces[2].allow[0].direction` \"sideways\" is unknown",
                        "22:15 a peer is one of namespace, cidr, kubeApi; here are 2",
                        "23:1 `k3s` is here twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gti: x | did you mean `git`?",
                "namespaecs: [] | did you mean `namespaces`?",
                "k3s: {version: v1.36.4} | write it as k3s' release page does: v1.36.4+k3s1",
                "firewall: {admins: [10.0.0.1/8]} | did you mean 10.0.0.0/8?",
                "firewall: {admins: [10.0.0.9]} | for this one address write 10.0.0.9/32",
                "firewall: {ssh: ['fe80::1']} | for this one address write fe80::1/128",
                "firewall: {ssh: ['10.0.0.0/33']} | for example 203.0.113.0/24 or 2001:db8::/48",
                "git: {path: ../x} | write it from the repository's root",
                "git: {targetRevision: 1.0} | put it in quotes: \"1.0\"",
                "firewall: {open: [443]} | write port/protocol: 443/tcp, 51820/udp, 8000-8100/tcp",
                "k3s: [] | make it a mapping",
                "namespaces: {name: web} | make it a list",
                "kind: Bxo | did you mean `Box`?",
                "firewall: {open: [443/tpc]} | write port/protocol: 443/tcp, 51820/udp, 8000-8100/tcp",
                "firewall: {open: [6000-7000/tcp]} | name who reaches it in `firewall.admins`"
            })
    void aProblemSaysWhatToDo(String line, String remedy) throws IOException {
        String header = line.startsWith("kind") ? HEADER.lines().findFirst().get() : HEADER.strip();
        Path file = write(header + "\n" + line + "\n");

        assertThat(problems(() -> reader.read(Optional.of(file), HOST_AND_REPO)).problems())
                .extracting(Problem::remedy)
                .contains(remedy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://git.example.no/x.git | use ssh:// or https://",
                "https://token@git.example.no/x.git | take them out; use an SSH URL, for which the box makes a deploy key",
                "ssh://git@git.example.no:70000/x | write git@HOST:PATH, ssh://…, https://… or file:///…",
                "git@g:repo | write git@HOST:PATH, ssh://…, https://… or file:///…",
                "git.example.no/x.git | write git@HOST:PATH, ssh://…, https://… or file:///…"
            })
    void aRepositoryOnTheCommandLineIsCheckedToo(String url, String remedy) {
        Flags flags = HOST_AND_REPO.with("git.url", "--repo", Optional.of(url));

        Problem problem = problems(() -> reader.read(Optional.empty(), flags)).problems().get(0);

        assertThat(problem.where()).isEqualTo("--repo");
        assertThat(problem.remedy()).isEqualTo(remedy);
        assertThat(problem.what()).doesNotContain("token@");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a: [1 | 3:1", "- a | 1:1", "a: b: c | 1:5", "a: *x | 1:4"})
    void brokenYamlIsToldWithItsPlace(String text, String place) throws IOException {
        Path file = write(text + "\n\n");

        assertThat(problems(() -> reader.read(Optional.of(file), HOST_AND_REPO)).problems())
                .extracting(problem -> place(problem, file))
                .contains(place);
    }

    @Test
    void aMissingOrBinaryFileIsAProblem() throws IOException {
        Path gone = folder.resolve("gone.yaml");
        assertThat(problems(() -> reader.read(Optional.of(gone), HOST_AND_REPO)))
                .hasMessageContaining("there is no such file");

        Path latin =
                Files.write(folder.resolve("l.yaml"), "æ".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problems(() -> reader.read(Optional.of(latin), HOST_AND_REPO)))
                .hasMessageContaining("it is no UTF-8 text");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("nordbox.yaml"), text);
    }

    private static String place(Problem problem, Path file) {
        return problem.where().replace(file + ":", "");
    }

    private interface Reading {
        Object read() throws ProblemException;
    }

    private static ProblemException problems(Reading reading) {
        return catchThrowableOfType(ProblemException.class, reading::read);
    }
}
