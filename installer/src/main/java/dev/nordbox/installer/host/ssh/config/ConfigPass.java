package dev.nordbox.installer.host.ssh.config;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** One reading of all files for one host. */
final class ConfigPass {
    /** OpenSSH's own limit. */
    private static final int DEEPEST_INCLUDE = 16;

    private final Query query;
    private final Surroundings around;
    private final Settings settings;
    private final boolean finalPass;
    private boolean finalPassWanted;

    /**
     * @param localUser who runs this
     * @param tokens for the names of included files
     */
    record Surroundings(String localUser, Tokens tokens) {}

    ConfigPass(Query query, Surroundings around, Settings settings, boolean finalPass) {
        this.query = query;
        this.around = around;
        this.settings = settings;
        this.finalPass = finalPass;
    }

    boolean finalPassWanted() {
        return finalPassWanted;
    }

    /** A file that is not there says nothing. */
    void read(ConfigFile file) throws ProblemException {
        read(file, true, 0);
    }

    private void read(ConfigFile file, boolean outer, int depth) throws ProblemException {
        boolean active = outer;
        int number = 0;
        for (String text : lines(file)) {
            var line = ConfigLine.parse(text, file.path(), ++number);
            if (line.isEmpty()) {
                continue;
            }
            switch (line.get().key()) {
                case "host" -> active = outer && isAbout(line.get());
                case "match" -> active = matches(line.get()) && outer;
                case "include" -> include(line.get(), file, active, depth + 1);
                default -> {
                    if (active) {
                        add(line.get());
                    }
                }
            }
        }
    }

    private void add(ConfigLine line) {
        // The second reading knows the host's name already.
        if (!(finalPass && line.key().equals("hostname"))) {
            settings.add(line);
        }
    }

    /** The name as it was typed, letter by letter; only Match makes them small. */
    private boolean isAbout(ConfigLine line) {
        return Wildcards.matchAny(line.words(), query.host());
    }

    private boolean matches(ConfigLine line) throws ProblemException {
        Matching matching = new Matching(subject());
        Matching.Answer answer = matching.answer(line);
        finalPassWanted |= matching.wantsFinalPass();
        if (answer == Matching.Answer.UNDECIDED) {
            settings.addUndecided(line);
        }
        return answer == Matching.Answer.YES;
    }

    private Matching.Subject subject() throws ProblemException {
        String user = query.user().orElse(around.localUser());
        if (query.user().isEmpty() && settings.first("user").isPresent()) {
            user = settings.first("user").get().value();
        }
        return new Matching.Subject(
                HostName.of(query, settings), query.host(), user, around.localUser(), finalPass);
    }

    private void include(ConfigLine line, ConfigFile from, boolean active, int depth)
            throws ProblemException {
        if (depth > DEEPEST_INCLUDE) {
            throw line.wrong(
                    "Include goes deeper than " + DEEPEST_INCLUDE + " files",
                    "take the circle out");
        }
        for (String word : line.words()) {
            String pattern = around.tokens().expand(word, line);
            for (Path file : included(from.includeFolder(), pattern, line)) {
                read(from.included(file), active, depth);
            }
        }
    }

    private static List<Path> included(Path folder, String pattern, ConfigLine line)
            throws ProblemException {
        try {
            return Glob.expand(folder, pattern);
        } catch (InvalidPathException e) {
            throw line.noFile(pattern, e);
        }
    }

    private static List<String> lines(ConfigFile file) throws ProblemException {
        if (!Files.isRegularFile(file.path())) {
            return List.of();
        }
        try {
            file.refuseIfOthersMayWrite();
            // Comments may be in any encoding: what is no UTF-8 is no reason to fail.
            return new String(Files.readAllBytes(file.path()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.CONFIG_INVALID,
                    new Problem(
                            "cannot be read: " + Reason.of(e),
                            file.path().toString(),
                            "make it readable, or pass --ssh-config none"),
                    e);
        }
    }
}
