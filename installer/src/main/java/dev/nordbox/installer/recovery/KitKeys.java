package dev.nordbox.installer.recovery;

import dev.nordbox.installer.age.AgeException;
import dev.nordbox.installer.age.AgeInput;
import dev.nordbox.installer.age.Identity;
import dev.nordbox.installer.age.Passphrase;
import dev.nordbox.installer.age.Recipient;
import dev.nordbox.installer.host.ssh.LoginPrompts;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the keys that kits are saved for and opened with.
 *
 * @param prompts asked for passphrases
 * @param passphrase file whose first line is one, in place of a question
 * @param usual the person's SSH key, for when no key is named
 * @param redactor is told of a passphrase from a file, and of what a kit opens
 */
public record KitKeys(
        LoginPrompts prompts, Optional<Path> passphrase, Path usual, Redactor redactor) {
    private static final int ATTEMPTS = 3;

    /** More than a header can be. */
    private static final int BEGINNING = 2 << 20;

    /**
     * @param named {@code age1…}, {@code age1pq1…} or {@code ssh-ed25519 AAAA…}
     * @param files with one of these a line
     * @throws ProblemException KIT_UNUSABLE for what is no recipient, and for those that cannot be
     *     of one kit
     */
    public List<Recipient> recipients(List<String> named, List<Path> files)
            throws ProblemException {
        List<Recipient> recipients = new ArrayList<>();
        for (String text : named) {
            recipients.add(recipient(text, "--recipient"));
        }
        for (Path file : files) {
            for (String line : text(file).lines().map(String::strip).toList()) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    recipients.add(recipient(line, file.toString()));
                }
            }
        }
        if (!Recipient.canShareAFile(recipients)) {
            throw new ProblemException(
                    ExitCode.KIT_UNUSABLE,
                    new Problem(
                            "a kit for post-quantum recipients (age1pq1…) and others is as weak as"
                                    + " the others, so age takes no such file",
                            "recipients",
                            "save two kits: one for the post-quantum ones, one for the others"));
        }
        return recipients;
    }

    private static Recipient recipient(String text, String where) throws ProblemException {
        try {
            return Recipient.parse(text);
        } catch (IOException e) {
            throw KitProblems.key(where, e);
        }
    }

    /** The passphrase that a kit is saved with; a person has to type it twice. */
    public Recipient chosenPassphrase() throws ProblemException {
        if (passphrase.isPresent()) {
            return new Passphrase(firstLine(passphrase.get()));
        }
        char[] first = asked("Passphrase for the kit: ");
        char[] second = asked("The same again: ");
        if (first.length == 0 || !Arrays.equals(first, second)) {
            throw unusable("the passphrase was empty, or not the same twice", "--passphrase");
        }
        return new Passphrase(first);
    }

    /**
     * Opens and checks a kit.
     *
     * @param files private keys, of age or of SSH; none: the person's SSH key
     * @throws ProblemException KIT_UNUSABLE when it cannot be opened or is not whole
     */
    public Kit open(Path kit, List<Path> files) throws ProblemException {
        return openWith(kit, thatOpen(kit, files));
    }

    /**
     * @param identities found by {@link #thatOpen}
     * @throws ProblemException KIT_UNUSABLE when it is not whole
     */
    public Kit openWith(Path kit, List<Identity> identities) throws ProblemException {
        try {
            Kit opened = Kit.open(kit, identities);
            opened.small(Kit.TOKEN)
                    .ifPresent(
                            token -> redactor.register(new String(token, StandardCharsets.UTF_8)));
            return opened;
        } catch (IOException e) {
            throw KitProblems.notRead(kit, e);
        }
    }

    /**
     * Those that open a kit.
     *
     * @throws ProblemException KIT_UNUSABLE when none does
     */
    public List<Identity> thatOpen(Path kit, List<Path> files) throws ProblemException {
        try (InputStream in = Files.newInputStream(kit)) {
            return thatOpen(kit, in.readNBytes(BEGINNING), files);
        } catch (IOException e) {
            throw KitProblems.notRead(kit, e);
        }
    }

    /**
     * The same for a kit that is not here yet: a wrong key shall not cost a download.
     *
     * @param kit its name, for people
     * @param beginning of it, with all of its header
     */
    public List<Identity> thatOpen(Path kit, byte[] beginning, List<Path> files)
            throws ProblemException {
        try {
            if (AgeInput.wantsPassphrase(new ByteArrayInputStream(beginning))) {
                return typed(kit, beginning);
            }
            List<Identity> identities = identities(files);
            prove(beginning, identities);
            return identities;
        } catch (IOException e) {
            throw KitProblems.notRead(kit, e);
        }
    }

    private static void prove(byte[] beginning, List<Identity> identities) throws IOException {
        new AgeInput(new ByteArrayInputStream(beginning), identities).close();
    }

    private List<Identity> typed(Path kit, byte[] beginning) throws IOException, ProblemException {
        int attempts = passphrase.isPresent() ? 1 : ATTEMPTS;
        for (int attempt = 1; ; attempt++) {
            List<Identity> given = List.of(new Passphrase(secretOf(kit, attempt)));
            try {
                prove(beginning, given);
                return given;
            } catch (AgeException e) {
                if (e.reason() != AgeException.Reason.NO_KEY || attempt == attempts) {
                    throw e;
                }
            }
        }
    }

    private char[] secretOf(Path kit, int attempt) throws ProblemException {
        return passphrase.isPresent()
                ? firstLine(passphrase.get())
                : asked("%sPassphrase of %s: ".formatted(attempt > 1 ? "Wrong. " : "", kit));
    }

    private List<Identity> identities(List<Path> files) throws ProblemException {
        if (files.isEmpty() && !Files.exists(usual)) {
            throw unusable("no key was named, and there is no " + usual, "--identity");
        }
        List<Identity> identities = new ArrayList<>();
        for (Path file : files.isEmpty() ? List.of(usual) : files) {
            identities.addAll(new IdentityFile(file, prompts).identities());
        }
        return identities;
    }

    private char[] asked(String question) throws ProblemException {
        return prompts.secret(question)
                .orElseThrow(
                        () ->
                                unusable(
                                        "a passphrase is needed, and nobody is there to type it",
                                        "--passphrase-file"));
    }

    private char[] firstLine(Path file) throws ProblemException {
        String line = text(file).lines().findFirst().orElse("");
        if (line.isEmpty()) {
            throw unusable("there is no passphrase in it", file.toString());
        }
        redactor.register(line);
        return line.toCharArray();
    }

    private static String text(Path file) throws ProblemException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw KitProblems.key(file.toString(), e);
        }
    }

    private static ProblemException unusable(String what, String where) {
        return new ProblemException(
                ExitCode.KIT_UNUSABLE,
                new Problem(
                        what,
                        where,
                        "run in a terminal, or name a file: --identity KEY (--kit-identity KEY of `up`),"
                                + " --passphrase-file FILE"));
    }
}
