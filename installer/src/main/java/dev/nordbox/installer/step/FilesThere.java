package dev.nordbox.installer.step;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands on a host where files are about to be written, read in one round trip.
 *
 * @param contents by path; what is no file, or too large for a configuration, has no entry
 */
record FilesThere(Ledger ledger, Map<String, byte[]> contents) {
    static final FilesThere NOTHING = new FilesThere(new Ledger(Map.of()), Map.of());

    /** Label of the script's command. */
    static final String LABEL = "look at files";

    private static final String SCRIPT = Script.withKeeper(FilesThere.class, "look-at-files.sh");
    private static final String FIRST_LINE = "nordbox-files\t1";

    /**
     * @param paths of files whose content may be shown
     */
    static FilesThere look(Host host, Collection<String> paths) throws ProblemException {
        List<String> words = new ArrayList<>(List.of(Ledger.PATH));
        words.addAll(paths);
        Command look = Command.script(LABEL, SCRIPT, words.toArray(String[]::new)).withRoot();
        CommandOutcome outcome = host.run(look);
        outcome.orFail(host, look);
        Map<String, byte[]> contents = new HashMap<>();
        outcome.stdout()
                .lines()
                .dropWhile(line -> !line.equals(FIRST_LINE)) // what a login shell says before
                .map(line -> line.split("\t"))
                .filter(fields -> fields[0].equals("file") && fields.length > 1)
                .forEach(
                        fields ->
                                contents.put(
                                        fields[1],
                                        fields.length > 2
                                                ? Base64.getDecoder().decode(fields[2])
                                                : new byte[0]));
        byte[] ledger = contents.remove(Ledger.PATH);
        return new FilesThere(
                Ledger.parse(ledger == null ? "" : new String(ledger, StandardCharsets.UTF_8)),
                contents);
    }

    FilesThere with(Ledger known) {
        return new FilesThere(known, contents);
    }

    Optional<byte[]> content(String path) {
        return Optional.ofNullable(contents.get(path));
    }
}
