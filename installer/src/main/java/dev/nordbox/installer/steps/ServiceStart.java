package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.step.Note;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a service was last started with: a fingerprint of everything it reads at its start, and
 * which start that was. A start that was not ours (a boot, a person, a crash) read what lay there
 * then, which is what lies there now only if no file was touched since: an edit that was loaded is
 * found out even when its file is long as it should be.
 *
 * @param unit with suffix, {@code k3s.service}
 * @param note its name
 */
record ServiceStart(String unit, String note) {

    /** Whether it was last started by us, and with the same. */
    boolean wasWith(String fingerprint, HostFacts facts) {
        return noted(facts, 0).equals(Optional.of(fingerprint));
    }

    /** Whether it was ever started by us. */
    boolean isKnown(HostFacts facts) {
        return facts.note(note).isPresent();
    }

    /**
     * Whether the process that runs has read what is wanted, given that we last started the service
     * with that.
     *
     * @param wanted files it reads at its start, as they must stand
     * @param read paths of others that it reads
     */
    boolean isOfWhatIsThere(HostFacts facts, List<RemoteFile> wanted, List<String> read) {
        Optional<UnitFacts.Start> start = facts.unit(unit).start();
        if (start.isEmpty() || noted(facts, 1).equals(start.map(UnitFacts.Start::id))) {
            return true;
        }
        Instant since = start.get().at();
        return wanted.stream().allMatch(file -> stands(facts, file, since))
                && read.stream().allMatch(path -> !changedAfter(since, facts.file(path)));
    }

    private static boolean stands(HostFacts facts, RemoteFile file, Instant since) {
        Optional<FileFacts> found = facts.file(file.path());
        return found.filter(f -> f.matches(file)).isPresent() && !changedAfter(since, found);
    }

    private static boolean changedAfter(Instant since, Optional<FileFacts> file) {
        return file.filter(found -> found.changed().isAfter(since)).isPresent();
    }

    private Optional<String> noted(HostFacts facts, int word) {
        return facts.note(note)
                .map(text -> text.split(" "))
                .filter(words -> words.length > word)
                .map(words -> words[word]);
    }

    /** Notes what the service, which has just been started, was started with. */
    void remember(Host host, String fingerprint) throws HostException {
        remember(host, fingerprint, current(host));
    }

    /**
     * The same where it is known which start that was.
     *
     * @param start its {@code InvocationID}
     */
    void remember(Host host, String fingerprint, String start) throws HostException {
        host.write(List.of(Note.of(note, (fingerprint + " " + start).strip())));
    }

    /** Which start of the service the last one is; empty for one that was never started. */
    String current(Host host) throws HostException {
        Command which =
                Command.script(
                                "ask which start of " + unit + " this is",
                                "systemctl show --property=InvocationID --value -- \"$1\"",
                                unit)
                        .withRoot();
        return host.run(which).orFail(host, which).stdout().strip();
    }
}
