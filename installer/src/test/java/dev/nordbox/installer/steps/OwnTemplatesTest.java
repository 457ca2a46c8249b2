package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nordbox.installer.baseline.OwnManifests;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.templates.TemplateFailed;
import dev.nordbox.templates.Templates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user's templates add, and what becomes of it when they do no more. */
class OwnTemplatesTest {
    private static final String CRON = "/etc/cron.d/trim";
    private static final String SETTINGS = "ConfigMap kube-system/settings";

    @TempDir private Path files;
    @TempDir private Path own;

    @Test
    void filesAndObjectsComeAndGoWithTheirTemplates() throws Exception {
        TrialBox box = TrialBox.in(files);
        write("own/host" + CRON, "@daily root fstrim ${all}\n");
        write("own/host/etc/trim/deep/settings", "x");
        write("own/host/usr/local/bin/trim.ftl", "#!/bin/sh\n# of ${name}\n");
        write("own/cluster/settings.yaml.ftl", configMap("settings", "${name?c}"));
        up(box);

        assertThat(box.host.text(CRON)).contains("@daily root fstrim ${all}\n");
        assertThat(box.host.files.get("/usr/local/bin/trim").mode()).isEqualTo("0755");
        assertThat(box.host.text("/usr/local/bin/trim")).contains("#!/bin/sh\n# of fake\n");
        assertThat(box.cluster.objects.get(SETTINGS)).contains("key: fake");
        assertThat(box.plan().changed()).isEmpty();

        Files.delete(own.resolve("own/host" + CRON));
        Files.delete(own.resolve("own/host/etc/trim/deep/settings"));
        write("own/cluster/settings.yaml.ftl", configMap("others", "x"));
        up(box);
        assertThat(box.host.text(CRON)).isEmpty();
        assertThat(box.host.files.keySet())
                .doesNotContain("/etc/trim", "/etc/trim/deep")
                .contains("/usr/local/bin");
        assertThat(box.host.text("/usr/local/bin/trim")).isPresent();
        assertThat(box.cluster.objects).doesNotContainKey(SETTINGS);
        assertThat(box.cluster.objects).containsKey("ConfigMap kube-system/others");
        assertThat(box.plan().changed()).isEmpty();

        box.templates = Templates.bundled();
        box.host.reconnect();
        box.up();
        assertThat(box.host.text("/usr/local/bin/trim")).isEmpty();
        assertThat(box.cluster.objects).doesNotContainKey("ConfigMap kube-system/others");
        assertThat(box.host.text(Noted.file(AddFiles.NOTE))).isEmpty();
        assertThat(box.host.text(Noted.file(OwnObjects.NOTE))).isEmpty();
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void whatIsSomebodysOrMayHoldDataStays() throws Exception {
        TrialBox box = TrialBox.in(files);
        write("own/host" + CRON, "ours\n");
        write(
                "own/cluster/data.yaml",
                "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: data\n");
        up(box);
        byte[] edited = "mine\n".getBytes(StandardCharsets.UTF_8);
        box.host.put(CRON, edited, "0644", "root:root");

        box.templates = Templates.bundled();
        box.host.reconnect();
        box.up();

        assertThat(box.host.text(CRON)).contains("mine\n");
        assertThat(box.cluster.objects).containsKey("Namespace data");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void anObjectThatIsWrittenOtherwiseStaysTheSame() throws Exception {
        TrialBox box = TrialBox.in(files);
        String old =
                "apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: web\n";
        write("own/cluster/scale.yaml", old);
        up(box);

        write("own/cluster/scale.yaml", old.replace("v1", "v2") + "  namespace: default\n");
        up(box);

        assertThat(box.cluster.objects).containsKey("HorizontalPodAutoscaler default/web");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void anObjectThatMovedToTheRepositoryIsLeftToIt() throws Exception {
        TrialBox box = TrialBox.in(files);
        write("own/cluster/settings.yaml", configMap("settings", "x"));
        up(box);
        box.cluster.appliers.put(SETTINGS, "nordbox ");

        box.templates = Templates.bundled();
        box.host.reconnect();
        box.up();

        assertThat(box.cluster.objects).containsKey(SETTINGS);
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void whatAwaitsItsDefinitionIsAppliedAgain() throws Exception {
        TrialBox box = TrialBox.in(files);
        write("own/cluster/settings.yaml", configMap("settings", "x"));
        String late =
                "error: resource mapping not found for name: \"a\" namespace: \"\" from \"f\": no"
                        + " matches for kind \"Middleware\" in version \"traefik.io/v1alpha1\"";
        box.cluster.kindsToCome.addAll(List.of(late, late, late));
        up(box);

        assertThat(box.cluster.objects).containsKey(SETTINGS);
        assertThat(box.cluster.kindsToCome).isEmpty();
    }

    @Test
    void aNoteOfOtherWordsIsPassedOver() throws Exception {
        TrialBox box = TrialBox.in(files);
        box.up();
        box.host.put(
                Noted.file(OwnObjects.NOTE),
                "v1,Config Map,,web,x a,b,c,d,e\n".getBytes(StandardCharsets.UTF_8),
                "0600",
                "root:root");
        box.host.reconnect();
        box.up();

        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void whatStoodThereBeforeIsNotOverwritten() throws Exception {
        TrialBox box = TrialBox.in(files);
        box.host.put(CRON, "theirs\n".getBytes(StandardCharsets.UTF_8), "0644", "root:root");
        write("own/host" + CRON, "ours\n");
        box.templates = Templates.bundled().overriddenBy(own);

        ProblemException refused = catchThrowableOfType(ProblemException.class, box::up);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFIG_INVALID);
        assertThat(refused).hasMessageContaining(CRON + " is there, and not of your templates");
        assertThat(box.host.text(CRON)).contains("theirs\n");
    }

    @Test
    void aRunThatIsKilledAnywhereEndsWhereAWholeOneDoes() throws Exception {
        write("own/host" + CRON, "ours\n");
        write("own/cluster/settings.yaml", configMap("settings", "x"));
        for (int effects = 0; ; effects++) {
            TrialBox box = TrialBox.in(files);
            up(box);
            box.templates = Templates.bundled();
            box.host.reconnect().killAfter(effects);
            boolean whole = true;
            try {
                box.up();
            } catch (FakeHost.Killed e) {
                whole = false;
            }
            box.host.killAfter(Integer.MAX_VALUE);
            box.host.reconnect();
            box.up();
            assertThat(box.host.text(CRON)).isEmpty();
            assertThat(box.cluster.objects).doesNotContainKey(SETTINGS);
            assertThat(box.plan().changed()).isEmpty();
            if (whole) {
                assertThat(effects).isGreaterThan(3);
                return;
            }
        }
    }

    @Test
    void filesThatCannotBeAddedAreToldAtOnce() throws Exception {
        write("own/host/etc/ssh/sshd_config", "x");
        write("own/host/var/lib/x", "x");
        write("own/host/etc/rancher/k3s/config.yaml", "x");
        write("own/host/etc/cron.d/nordbox-x", "x");
        write("own/host/etc/cron.d/with space", "x");
        Templates templates = Templates.bundled().overriddenBy(own);

        assertProblems(
                () -> new AddFiles(templates).asks(TrialBox.in(files).spec),
                "kept for nordbox's own files",
                "other characters than letters",
                "which nordbox writes itself",
                "may lock everybody out",
                "/etc, /usr/local and /opt only");
    }

    @Test
    void objectsThatCannotBeAddedAreToldAtOnce() throws Exception {
        write("own/cluster/broken.yaml", "apiVersion: v1\nkind: [\nmetadata:\n");
        write("own/cluster/clear.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\n");
        write("own/cluster/empty.yaml", "# nothing\n");
        write("own/cluster/nameless.yaml", "apiVersion: v1\nkind: ConfigMap\n");
        write(
                "own/cluster/spaced.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a b}\n");
        OwnManifests manifests = new OwnManifests(Templates.bundled().overriddenBy(own));

        assertProblems(
                () -> manifests.of(TrialBox.in(files).spec.config()),
                "is no manifest",
                "has a Secret in the clear: db",
                "holds no object",
                "metadata.name is missing",
                "has an object whose apiVersion, kind, name");
    }

    private static void assertProblems(ThrowingCallable asked, String... whats) {
        TemplateFailed failed = catchThrowableOfType(TemplateFailed.class, asked);
        assertThat(failed.inUserTemplate()).isTrue();
        assertThat(failed.problems()).hasSameSizeAs(whats);
        for (int i = 0; i < whats.length; i++) {
            assertThat(failed.problems().get(i).what()).contains(whats[i]);
        }
    }

    @Test
    void whatAlreadyStandsInTheBaselineIsRefused() throws Exception {
        write(
                "own/cluster/twice.yaml",
                "apiVersion: v1\nkind: Namespace\nmetadata: {name: nordbox-system}\n");
        TrialBox box = TrialBox.in(files);
        box.templates = Templates.bundled().overriddenBy(own);

        ProblemException refused = catchThrowableOfType(ProblemException.class, box::up);

        assertThat(refused.problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.where()).endsWith("own/cluster/twice.yaml");
                            assertThat(problem.what())
                                    .contains(
                                            "has Namespace nordbox-system, which is there already");
                        });
    }

    @Test
    void onARealShellOnlyWhatNordboxWroteGoes() throws Exception {
        LocalShell shell = LocalShell.in(files);
        Path folder = Files.createDirectories(files.resolve("etc/trim.d"));
        Path before = Files.createDirectories(files.resolve("usr/sbin"));
        Path trim = Files.writeString(before.resolve("trim"), "ours\n");
        Path ours = Files.writeString(folder.resolve("ours"), "ours\n");
        Path edited = Files.writeString(files.resolve("edited"), "mine\n");
        Path link = Files.createSymbolicLink(files.resolve("link"), edited);
        String sum = FileFacts.sha256("ours\n");
        Path written =
                Files.writeString(
                        files.resolve("written"),
                        sum + "  " + ours + "\n" + sum + "  " + edited + "\n" + sum + "  " + trim
                                + "\n");

        CommandOutcome outcome =
                shell.run(
                        "remove-own-files.sh",
                        written.toString(),
                        trim.toString(),
                        ours.toString(),
                        folder + "/",
                        edited.toString(),
                        link.toString(),
                        files.resolve("gone").toString());

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.stdout()).isEqualTo(edited + "\n" + link + "\n");
        assertThat(folder).doesNotExist();
        assertThat(before).as("not made by us").isEmptyDirectory();
        assertThat(edited).hasContent("mine\n");
    }

    private void up(TrialBox box) throws ProblemException {
        box.templates = Templates.bundled().overriddenBy(own);
        box.host.reconnect();
        box.up();
    }

    private void write(String path, String text) throws IOException {
        Path file = own.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String configMap(String name, String value) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          namespace: kube-system
          name: %s
        data:
          key: %s
        """
                .formatted(name, value);
    }
}
