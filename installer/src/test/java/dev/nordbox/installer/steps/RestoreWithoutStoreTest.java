package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Keep;
import dev.nordbox.installer.config.BackupConfig.Schedule;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.kit.TrialKit;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box that comes back on a day when nobody has the credentials of its store. */
class RestoreWithoutStoreTest {
    private static final String GOES_ON =
            "the box comes back, and makes no kits: it has no credentials for";

    @TempDir private Path files;
    private final TrialKit trial = new TrialKit();
    private final List<Event> told = new ArrayList<>();

    @Test
    void withNobodyToAskTheClusterComesBackAndMakesNoKits() throws ProblemException {
        TrialBox box = box(LoginPrompts.NOBODY);

        box.command(told::add);

        assertThat(box.cluster.restored).hasSize(1);
        assertThat(box.host.files).doesNotContainKeys(BackupFile.PATH, BackupFile.CREDENTIALS);
        assertThat(warnings())
                .filteredOn(warning -> warning.what().startsWith(GOES_ON))
                .singleElement()
                .satisfies(told -> assertThat(told.remedy()).contains("`up`", "name a file"));
    }

    @Test
    void whoHasNoAnswerIsAskedOnceAndGoesOn() throws ProblemException {
        Answering person = new Answering("");
        TrialBox box = box(person);

        box.command(told::add);

        assertThat(box.cluster.restored).hasSize(1);
        assertThat(box.host.files).doesNotContainKey(BackupFile.PATH);
        assertThat(person.questions)
                .singleElement()
                .asString()
                .contains("s3.example.no", "or Enter to go on without kits");
        assertThat(warnings()).anyMatch(warning -> warning.what().startsWith(GOES_ON));
    }

    @Test
    void theNextUpAsksAgainAndKitsAreMade() throws ProblemException {
        TrialBox box = box(LoginPrompts.NOBODY);
        box.command(told::add);
        box.host.reconnect();
        told.clear();

        box.withoutKit();
        assertThatThrownBy(() -> box.command(told::add))
                .hasMessageContaining("the box has no credentials for its store");
        box.person = new Answering("typed");
        box.host.reconnect();
        box.command(told::add);

        assertThat(box.host.text(BackupFile.CREDENTIALS).orElseThrow()).contains("typed");
        assertThat(box.host.files).containsKey(BackupFile.PATH);
        assertThat(warnings()).noneMatch(warning -> warning.what().startsWith(GOES_ON));
    }

    @Test
    void whoHasThemIsNotToldAnything() throws ProblemException {
        TrialBox box = box(new Answering("typed"));

        box.command(told::add);

        assertThat(box.host.text(BackupFile.CREDENTIALS).orElseThrow()).contains("typed");
        assertThat(warnings()).noneMatch(warning -> warning.what().startsWith(GOES_ON));
    }

    private TrialBox box(LoginPrompts person) {
        TrialBox box =
                TrialBox.in(files)
                        .withBackup(
                                Optional.of(
                                        new BackupConfig(
                                                List.of(
                                                        "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"),
                                                new Schedule(
                                                        "every 6h",
                                                        "*-*-* 00/6:00:00",
                                                        Duration.ofHours(6)),
                                                new Target.S3(
                                                        "https://s3.example.no",
                                                        "kits",
                                                        "",
                                                        "no-1",
                                                        true,
                                                        Optional.empty(),
                                                        Optional.empty()),
                                                new Keep(3, 7, 4, 6),
                                                Duration.ofHours(36))))
                        .withKit(trial.open(files));
        box.person = person;
        return box;
    }

    private List<Problem> warnings() {
        return told.stream()
                .filter(Event.Warned.class::isInstance)
                .map(event -> ((Event.Warned) event).problem())
                .toList();
    }

    /** A person who has one answer to all questions. */
    private record Answering(String answer, List<String> questions) implements LoginPrompts {
        Answering(String answer) {
            this(answer, new ArrayList<>());
        }

        @Override
        public boolean somebody() {
            return true;
        }

        @Override
        public Optional<char[]> passphrase(Path file, int attempt) {
            return Optional.empty();
        }

        @Override
        public Optional<char[]> secret(String question) {
            return answer(question).map(String::toCharArray);
        }

        @Override
        public Optional<String> answer(String question) {
            questions.add(question);
            return Optional.of(answer);
        }

        @Override
        public void tell(String line) {}
    }
}
