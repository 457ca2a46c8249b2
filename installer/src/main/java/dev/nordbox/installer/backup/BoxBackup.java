package dev.nordbox.installer.backup;

import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a box knows of the kits it makes by itself.
 *
 * @param since when its settings were written
 * @param timer whether its timer runs
 * @param next when that comes next, as systemd says it; {@code ""} when it does not know
 * @param running whether a kit is being made
 * @param result how systemd saw the last run end, {@code success} or another word
 */
record BoxBackup(
        BackupFile settings,
        Instant since,
        LastRuns runs,
        boolean timer,
        String next,
        boolean running,
        String result) {
    static final String LABEL = "ask how the kits are";

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
                said.getOrDefault("timer", "").equals("active"),
                said.getOrDefault("next", ""),
                said.getOrDefault("service", "").equals("activating"),
                said.getOrDefault("result", "success"));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
