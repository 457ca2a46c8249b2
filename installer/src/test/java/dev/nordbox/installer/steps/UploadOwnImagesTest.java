package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.artifact.ImageArchive;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.StepResult;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of images that a person named. */
class UploadOwnImagesTest {
    private static final String FOLDER = "/var/lib/rancher/k3s/agent/images/";
    private static final String NOTE = Note.DIRECTORY + "/own-images";

    @TempDir private Path files;
    private TrialBox box;

    @BeforeEach
    void makeABox() {
        box = TrialBox.in(files);
    }

    @Test
    void theyLieThereBeforeK3sStartsAndAgainOnlyWhenTheyAreOthers() throws ProblemException {
        bring(archive("apps.tar", "one"), archive("db.tar.gz", "two"));

        box.up();

        assertThat(box.host.text(FOLDER + "nordbox-apps.tar")).contains("one");
        assertThat(box.host.text(FOLDER + "nordbox-db.tar.gz")).contains("two");
        assertThat(box.host.effects().indexOf("upload " + FOLDER + "nordbox-apps.tar"))
                .isBetween(
                        0,
                        box.host.effects().indexOf("systemctl restart --no-block k3s.service") - 1);
        assertThat(box.plan().changed()).isEmpty();

        bring(archive("apps.tar", "three"), archive("db.tar.gz", "two"));
        box.host.reconnect();
        assertThat(box.up().changed())
                .extracting(StepResult::id)
                .containsExactly("own-images", "k3s-start");
        assertThat(box.host.text(FOLDER + "nordbox-apps.tar")).contains("three");
        assertThat(box.host.effects())
                .noneMatch(effect -> effect.startsWith("upload") && effect.contains("db.tar"));
    }

    @Test
    void whatIsTakenOutGoesAndWhatPeopleBroughtStays() throws ProblemException {
        box.host.put(FOLDER + "theirs.tar", "x".getBytes(), "0644", "root:root");
        bring(archive("apps.tar", "one"), archive("db.tar.gz", "two"));
        box.up();

        bring(archive("db.tar.gz", "two"));
        box.host.reconnect();
        box.up();
        assertThat(box.host.files).doesNotContainKey(FOLDER + "nordbox-apps.tar");
        assertThat(box.plan().changed()).isEmpty();

        bring();
        box.host.reconnect();
        box.up();
        assertThat(box.host.files)
                .doesNotContainKeys(FOLDER + "nordbox-db.tar.gz", NOTE)
                .containsKey(FOLDER + "theirs.tar");
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void inAnotherOrderTheyAreTheSame() throws ProblemException {
        bring(archive("apps.tar", "one"), archive("db.tar.gz", "two"));
        box.up();

        bring(archive("db.tar.gz", "two"), archive("apps.tar", "one"));

        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void nothingElsewhereIsTakenAwayWhateverTheNoteSays() throws ProblemException {
        box.up();
        box.host.put(NOTE, "images.tar /etc/passwd\n".getBytes(), "0644", "root:root");
        box.host.reconnect();

        assertThat(box.plan().changed()).isEmpty();
        box.down(RemovalSteps.Data.KEEP);
        assertThat(box.host.effects()).noneMatch(effect -> effect.contains("images.tar"));
    }

    @Test
    void killedAnywhereWhatWasBroughtIsStillOursToTakeAway() throws ProblemException {
        box.up();
        bring(archive("apps.tar", "one"));
        for (int count = 0; count < 4; count++) {
            box.host.reconnect();
            box.host.killAfter(count);
            assertThatThrownBy(box::up).isInstanceOf(FakeHost.Killed.class);
            box.host.reconnect();
        }
        bring();
        box.up();

        assertThat(box.host.files).doesNotContainKeys(FOLDER + "nordbox-apps.tar", NOTE);
        assertThat(box.plan().changed()).isEmpty();
    }

    @Test
    void downTakesThemAway() throws ProblemException {
        bring(archive("apps.tar", "one"));
        box.up();
        box.host.reconnect();

        box.down(RemovalSteps.Data.KEEP);

        assertThat(box.host.files).doesNotContainKeys(FOLDER + "nordbox-apps.tar", NOTE);
    }

    @Test
    void thoseThatCannotBeReadAreNamedAllAtOnce() {
        String one = files.resolve("one.tar").toString();
        String two = files.resolve("two.tar").toString();

        assertThatThrownBy(() -> ImageArchive.all(List.of(one, two)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.ARTIFACT_INVALID))
                .hasMessageContaining(one)
                .hasMessageContaining(two);
    }

    private Artifact archive(String name, String content) {
        return TrialBox.file(files, name, content);
    }

    private void bring(Artifact... archives) {
        Artifacts all = box.spec.artifacts();
        box.withArtifacts(
                new Artifacts(
                        all.k3s(),
                        all.images(),
                        all.javaRuntime(),
                        all.bootstrapJar(),
                        Arrays.asList(archives),
                        all.warnings()));
    }
}
