package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.BackupConfig.Target;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.installer.store.StoreRefused;
import dev.nordbox.installer.store.s3.S3Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the box needs to get at the place of its kits: a directory, a key, or credentials. */
final class BackupPlace {
    private static final String ROOT = "root:root";
    private static final String SETTING = "backup.target.s3.credentials";
    private static final BoxKey KEY =
            new BoxKey(BackupFile.KEY, "root", "backup key", "backup.target.sftp.key");

    private final LoginPrompts person;
    private Optional<S3Credentials> typed = Optional.empty();
    private boolean declined;

    /**
     * @param person asked for credentials that no file has
     */
    BackupPlace(LoginPrompts person) {
        this.person = person;
    }

    static FactQuery query(Optional<BackupConfig> backup) {
        return KEY.query()
                .files(List.of(BackupFile.CREDENTIALS, BackupFile.CA))
                .files(backup.flatMap(BackupModel::directory).stream().toList());
    }

    List<Change> missing(HostFacts facts, Target target) throws ProblemException {
        if (target instanceof Target.S3 s3) {
            List<Change> changes = new ArrayList<>(credentials(facts, s3));
            changes.addAll(ca(facts, s3));
            return changes;
        }
        // What nothing uses any more is only something to lose.
        List<Change> changes =
                new ArrayList<>(Removal.of(facts, List.of(BackupFile.CREDENTIALS, BackupFile.CA)));
        changes.addAll(
                target instanceof Target.Sftp sftp
                        ? key(facts, sftp)
                        : directory(facts, ((Target.Directory) target).path()));
        return changes;
    }

    private static List<Change> key(HostFacts facts, Target.Sftp sftp) throws ProblemException {
        if (sftp.key().isPresent()) {
            return KEY.missing(facts, Path.of(sftp.key().get()));
        }
        return KEY.stands(facts) ? List.of() : List.of(KEY.make());
    }

    /** One that is there stays as it is: it may be a disk that others use as well. */
    private static List<Change> directory(HostFacts facts, String path) {
        return facts.file(path).isPresent()
                ? List.of()
                : RemoteDirectory.missing(facts, List.of(new RemoteDirectory(path, "0700", ROOT)));
    }

    private List<Change> credentials(HostFacts facts, Target.S3 s3) throws ProblemException {
        if (s3.credentials().isPresent()) {
            Path file = Path.of(s3.credentials().get());
            try {
                S3Credentials read = S3Credentials.parse(Files.readString(file), file.toString());
                return WriteFile.missing(facts, List.of(file(read)));
            } catch (StoreRefused e) {
                throw invalid(e.getMessage(), SETTING, e.remedy());
            } catch (IOException e) {
                throw unreadable("the credentials cannot be read: ", file, e, SETTING);
            }
        }
        if (stand(facts)) {
            return List.of();
        }
        if (!person.somebody()) {
            throw invalid(
                    "the box has no credentials for its store, and nobody is there to be asked",
                    SETTING,
                    "name a file with them, or run in a terminal");
        }
        return List.of(
                new Change(
                                "bring the credentials of " + s3.name(),
                                (host, progress) -> host.write(List.of(file(answer(s3)))))
                        .because("there are none, and they are asked for"));
    }

    /** Whichever they are. An empty file is what a power cut may leave. */
    private static boolean stand(HostFacts facts) {
        return facts.file(BackupFile.CREDENTIALS)
                .map(
                        found ->
                                found.kind() == FileFacts.Kind.FILE
                                        && found.size() > 0
                                        && found.mode().equals("0600")
                                        && found.owner().equals(ROOT))
                .orElse(false);
    }

    /** Whether the credentials are a person's to type, unless the box has them. */
    static boolean mayAsk(BackupConfig backup) {
        return backup.target() instanceof Target.S3 s3 && s3.credentials().isEmpty();
    }

    /** Before anything is brought; nobody to ask is told by the plan. */
    void ask(HostFacts facts, Target target) throws ProblemException {
        if (target instanceof Target.S3 s3 && !credentials(facts, s3).isEmpty()) {
            typed = Optional.of(answer(s3));
        }
    }

    /** The same where a box goes on without an answer. */
    void askOrGoOn(HostFacts facts, Target target) {
        if (target instanceof Target.S3 s3 && lacksCredentials(facts, s3) && person.somebody()) {
            typed = asked(s3, ", or Enter to go on without kits");
            declined = typed.isEmpty();
        }
    }

    /** Whether credentials are missing, and nobody gives them in this run. */
    boolean isOutOfReach(HostFacts facts, Target target) {
        return target instanceof Target.S3 s3
                && lacksCredentials(facts, s3)
                && (declined || !person.somebody());
    }

    private boolean lacksCredentials(HostFacts facts, Target.S3 s3) {
        return s3.credentials().isEmpty() && typed.isEmpty() && !stand(facts);
    }

    static Problem goesOnWithout(Target target) {
        return new Problem(
                "the box comes back, and makes no kits: it has no credentials for " + target.name(),
                SETTING,
                "run `up` in a terminal once they are at hand, which asks for them, or name a file"
                        + " with them");
    }

    private S3Credentials answer(Target.S3 s3) throws ProblemException {
        Optional<S3Credentials> answer = typed.isPresent() ? typed : asked(s3, "");
        if (answer.isEmpty()) {
            throw invalid("no credentials were typed", SETTING, "run it again");
        }
        return answer.get();
    }

    private Optional<S3Credentials> asked(Target.S3 s3, String orElse) {
        String question = "Access key of %s%s: ".formatted(s3.name(), orElse);
        String access = person.answer(question).orElse("").strip();
        if (access.isEmpty()) {
            return Optional.empty();
        }
        String secret = person.secret("Secret key of it: ").map(String::new).orElse("").strip();
        return secret.isEmpty() ? Optional.empty() : Optional.of(new S3Credentials(access, secret));
    }

    private static RemoteFile file(S3Credentials credentials) {
        return RemoteFile.of(BackupFile.CREDENTIALS, credentials.print(), "0600").asSecret();
    }

    private static List<Change> ca(HostFacts facts, Target.S3 s3) throws ProblemException {
        if (s3.ca().isEmpty()) {
            return Removal.of(facts, List.of(BackupFile.CA));
        }
        Path file = Path.of(s3.ca().get());
        try {
            String pem = Files.readString(file);
            if (!pem.contains("-----BEGIN CERTIFICATE-----") || pem.contains("PRIVATE KEY-----")) {
                throw invalid(
                        file + " is not a file of certificates alone",
                        "backup.target.s3.ca",
                        "name the CA's certificate, PEM");
            }
            return WriteFile.missing(facts, List.of(RemoteFile.of(BackupFile.CA, pem, "0644")));
        } catch (IOException e) {
            throw unreadable("the CA cannot be read: ", file, e, "backup.target.s3.ca");
        }
    }

    private static ProblemException unreadable(
            String what, Path file, IOException e, String setting) {
        return invalid(what + Reason.of(e), file.toString(), "check " + setting);
    }

    private static ProblemException invalid(String what, String where, String remedy) {
        return new ProblemException(ExitCode.CONFIG_INVALID, new Problem(what, where, remedy));
    }
}
