package dev.nordbox.installer.kubeconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.kubeconfig.KubeconfigFile.Foreign;
import dev.nordbox.installer.kubeconfig.KubeconfigFile.Merged;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.steps.ApiEndpoint;
import dev.nordbox.installer.steps.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigFileTest {
    private static final String OF_K3S =
            """
            apiVersion: v1
            clusters:
            - cluster:
                certificate-authority-data: Q0E=
                server: https://127.0.0.1:6443
              name: default
            contexts:
            - context:
                cluster: default
                user: default
              name: default
            current-context: default
            kind: Config
            users:
            - name: default
              user:
                client-certificate-data: Q0VSVA==
                client-key-data: S0VZ
            """;

    private static final String OF_ANOTHER =
            """
            apiVersion: v1
            kind: Config
            preferences: {colors: true}
            current-context: work
            clusters:
            - name: work
              cluster: {server: "https://work.example:6443", insecure-skip-tls-verify: false}
            contexts:
            - name: work
              context: {cluster: work, user: work, namespace: 'on'}
            users:
            - name: work
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  command: login
                  args: ["--token", 'yes', "0123"]
            """;

    @TempDir private Path home;
    private Path file;

    @BeforeEach
    void placeTheFile() {
        file = home.resolve(".kube/config");
    }

    @Test
    void aNewFileIsPrivateAndHasTheBoxAsItsCurrentContext() throws Exception {
        Merged merged = merge("box", Foreign.REFUSE);

        assertThat(merged.changed()).isTrue();
        assertThat(merged.backup()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file))
                .contains("current-context: \"box\"")
                .contains("server: \"https://203.0.113.7:6443\"")
                .contains("client-key-data: S0VZ")
                .doesNotContain("127.0.0.1")
                .doesNotContain("default");
    }

    @Test
    void otherEntriesStayAsTheyAreToTheQuote() throws Exception {
        given(OF_ANOTHER);

        Merged merged = merge("box", Foreign.REFUSE);

        assertThat(Files.readString(file))
                .contains("current-context: work")
                .contains("preferences: {colors: true}")
                .contains("cluster: {server: \"https://work.example:6443\"")
                .contains("namespace: 'on'")
                .contains("args: [\"--token\", 'yes', \"0123\"]")
                .contains("name: \"box\"");
        assertThat(merged.backup()).isPresent();
        assertThat(merged.backup().get()).hasContent(OF_ANOTHER);
    }

    @Test
    void whatWasWrittenForABoxGoesAndTheRestStaysToTheQuote() throws Exception {
        given(OF_ANOTHER);
        merge("box", Foreign.REFUSE);
        Files.writeString(
                file,
                Files.readString(file).replace("current-context: work", "current-context: box"));

        assertThat(remove("root@203.0.113.7", "elsewhere:6443")).containsExactly("box");

        assertThat(Files.readString(file))
                .contains("current-context: \"\"")
                .contains("args: [\"--token\", 'yes', \"0123\"]")
                .contains("- name: work")
                .doesNotContain("box", "S0VZ");
    }

    @Test
    void anotherNameForTheHostIsTheSameBoxWhereTheAddressIs() throws Exception {
        merge("box", Foreign.REFUSE);

        assertThat(remove("prod", "203.0.113.7:6443")).containsExactly("box");
    }

    @Test
    void aBoxThatHasTakenTheNameOverKeepsItsContextAndSoDoesWhatOthersWrote() throws Exception {
        given(OF_ANOTHER.replace("work.example", "203.0.113.7"));
        new KubeconfigFile(file).merge(box("box", "https://198.51.100.9:6443"), Foreign.REFUSE);
        String before = Files.readString(file);

        assertThat(remove("root@192.0.2.1", "203.0.113.7:6443")).isEmpty();

        assertThat(file).hasContent(before);
    }

    @Test
    void whereThereIsNoFileNothingIsMade() throws Exception {
        assertThat(remove("root@203.0.113.7", "203.0.113.7:6443")).isEmpty();
        assertThat(file).doesNotExist();
    }

    private SortedSet<String> remove(String host, String authority) throws ProblemException {
        return new KubeconfigFile(file).remove(host, new ApiEndpoint(authority));
    }

    @Test
    void mergingAgainWritesNothing() throws Exception {
        given(OF_ANOTHER);
        merge("box", Foreign.REFUSE);
        String once = Files.readString(file);

        Merged again = merge("box", Foreign.REFUSE);

        assertThat(again.changed()).isFalse();
        assertThat(file).hasContent(once);
    }

    @Test
    void anotherServerUnderTheSameNameReplacesOurOwnEntry() throws Exception {
        merge("box", Foreign.REFUSE);

        new KubeconfigFile(file).merge(box("box", "https://198.51.100.9:6443"), Foreign.REFUSE);

        assertThat(Files.readString(file))
                .contains("198.51.100.9")
                .doesNotContain("https://203.0.113.7")
                .containsOnlyOnce("certificate-authority-data");
    }

    @Test
    void anEntryThatSomebodyElseWroteIsLeftAloneUnlessForced() throws Exception {
        given(OF_ANOTHER);

        assertThatThrownBy(() -> merge("work", Foreign.REFUSE))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID))
                .hasMessageContaining("`work`")
                .hasMessageContaining("--force");
        assertThat(file).hasContent(OF_ANOTHER);
        assertThat(new KubeconfigFile(file).problems("work", Foreign.REFUSE)).hasSize(1);
        assertThat(new KubeconfigFile(file).problems("work", Foreign.REPLACE)).isEmpty();
        assertThat(new KubeconfigFile(file).problems("box", Foreign.REFUSE)).isEmpty();

        merge("work", Foreign.REPLACE);
        assertThat(Files.readString(file)).contains("203.0.113.7").doesNotContain("work.example");
    }

    @Test
    void emptyListsOfKubectlAreFilled() throws Exception {
        given("apiVersion: v1\nkind: Config\nclusters: null\ncontexts: []\nusers: null\n");

        merge("box", Foreign.REFUSE);

        assertThat(Files.readString(file)).contains("- cluster:").contains("- context:");
    }

    @Test
    void aFileThatIsNoYamlIsNamedWithItsLineAndStays() throws Exception {
        given("apiVersion: v1\nclusters: [\n");

        assertThatThrownBy(() -> merge("box", Foreign.REFUSE))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(file + ":3");
        assertThat(file).hasContent("apiVersion: v1\nclusters: [\n");
    }

    @Test
    void aLinkStaysALink() throws Exception {
        Path real = Files.writeString(home.resolve("elsewhere.yaml"), OF_ANOTHER);
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, real);

        merge("box", Foreign.REFUSE);

        assertThat(file).isSymbolicLink();
        assertThat(Files.readString(real)).contains("203.0.113.7");
    }

    @Test
    void kubectlsLockIsRespectedAndOursIsGivenBack() throws Exception {
        given(OF_ANOTHER);
        Path lock = Files.createFile(file.resolveSibling("config.lock"));

        assertThatThrownBy(() -> merge("box", Foreign.REFUSE))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("another program is writing it")
                .hasMessageContaining(lock.toString());

        assertThat(new KubeconfigFile(file).problems("box", Foreign.REFUSE))
                .as("known before the host is changed")
                .singleElement()
                .asString()
                .contains("another program is writing it", lock.toString());

        Files.delete(lock);
        assertThat(new KubeconfigFile(file).problems("box", Foreign.REFUSE)).isEmpty();
        merge("box", Foreign.REFUSE);
        assertThat(lock).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsKnownBeforehandAndOneThatIsMadeIsNot() throws Exception {
        Path made = home.resolve("a/b/config");
        assertThat(new KubeconfigFile(made).problems("box", Foreign.REFUSE)).isEmpty();

        Files.createFile(home.resolve("a"));

        assertThat(new KubeconfigFile(made).problems("box", Foreign.REFUSE))
                .singleElement()
                .asString()
                .contains("cannot be written", home.resolve("a") + " is no directory");
    }

    @Test
    void aBareServerIsSentToUp() {
        FakeHost host = FakeHost.debian12();
        host.on(
                "cat",
                (box, command) ->
                        new CommandOutcome(
                                1,
                                "",
                                "cat: /etc/rancher/k3s/k3s.yaml: No such file or directory\n"));

        assertThatThrownBy(() -> BoxKubeconfig.fetch(host, Specs.plain().config()))
                .hasMessageContaining("k3s is not installed on this host")
                .hasMessageContaining("run `up` first");
    }

    @Test
    void theSecretIsInNoMessage() throws Exception {
        assertThat(box("box", "https://203.0.113.7:6443").toString()).doesNotContain("S0VZ");
    }

    private void given(String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Merged merge(String name, Foreign foreign) throws ProblemException {
        return new KubeconfigFile(file).merge(box(name, "https://203.0.113.7:6443"), foreign);
    }

    private static BoxKubeconfig box(String name, String server) throws ProblemException {
        return BoxKubeconfig.renamed(
                OF_K3S,
                name,
                new ApiEndpoint(server.substring("https://".length())),
                "root@203.0.113.7");
    }
}
