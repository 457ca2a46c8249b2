package dev.nordbox.installer.backup;

import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.kit.Manifest.SealingKey;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a box knows of the kits it makes by itself.
 *
 * @param since when its settings were written
 * @param keys that the controller unseals with; none when it does not say
 * @param renewal whether a new one makes a kit
 * @param timer whether its timer runs
 * @param next when that comes next, as systemd says it; {@code ""} when it does not know
 * @param running whether a kit is being made
 * @param result how systemd saw the last run end, {@code success} or another word
 */
record BoxBackup(
        BackupFile settings,
        Instant since,
        LastRuns runs,
        List<SealingKey> keys,
        boolean renewal,
        boolean timer,
        String next,
        boolean running,
        String result) {
    static final String LABEL = "ask how the kits are";

    private static final Pattern KEY = Pattern.compile("(SHA256:[A-Za-z0-9+/]{43}) (\\S{1,40})");

    private static final Command ASK =
            Command.script(LABEL, Script.beside(BoxBackup.class, "backup-state.sh"))
                    .withRoot()
                    .within(Duration.ofMinutes(1));

    /** Empty for a box that makes none. */
    static Optional<BoxBackup> on(Shell host) throws ProblemException {
        CommandOutcome outcome = host.run(ASK).orFail(host, ASK);
        Map<String, String> said = new LinkedHashMap<>();
        outcome.stdout()
                .lines()
                .map(line -> line.split("=", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> said.put(words[0], words[1]));
        return said.containsKey("settings") ? Optional.of(of(said)) : Optional.empty();
    }

    private static BoxBackup of(Map<String, String> said) throws ProblemException {
        return new BoxBackup(
                BackupFile.parse(decoded(said.get("settings")), BackupFile.PATH),
                Instant.ofEpochSecond(Long.parseLong(said.getOrDefault("since", "0"))),
                LastRuns.parse(
                        decoded(said.getOrDefault("last", "")).getBytes(StandardCharsets.UTF_8)),
                keys(decoded(said.getOrDefault("keys", ""))),
                said.getOrDefault("renewal", "").equals("active"),
                said.getOrDefault("timer", "").equals("active"),
                said.getOrDefault("next", ""),
                said.getOrDefault("service", "").equals("activating"),
                said.getOrDefault("result", "success"));
    }

    /** A fingerprint and a time a line; the controller wrote it, and others may have. */
    private static List<SealingKey> keys(String text) {
        List<SealingKey> keys = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher words = KEY.matcher(line);
            if (words.matches()) {
                time(words.group(2))
                        .ifPresent(since -> keys.add(new SealingKey(words.group(1), since)));
            }
        }
        return keys;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
