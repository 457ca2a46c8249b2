package dev.nordbox.installer.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * k3s as nordbox last left it, from the notes under {@code /var/lib/nordbox-installer}.
 *
 * @param ours nordbox has taken this host over, so a k3s on it is its own, or it has left data
 *     behind and nobody brought another k3s since
 * @param version of the binary that was installed last
 * @param proxySaidIn files of people's on the host that say which proxy k3s goes through
 */
public record K3sFacts(boolean ours, Optional<String> version, List<String> proxySaidIn) {
    /** What systemd calls it, whoever installed it. */
    public static final String UNIT = "k3s.service";

    public static final FactSection<K3sFacts> SECTION =
            new FactSection<>("k3s", K3sFacts::read, "k3s-proxy")
                    .needing(FactQuery.NOTHING.units(List.of(UNIT)));

    public K3sFacts {
        proxySaidIn = List.copyOf(proxySaidIn);
    }

    private static K3sFacts read(FactLines lines) throws FactsUnreadable {
        Map<String, String> notes = lines.get(Notes.SECTION);
        boolean dataIsOurs =
                notes.containsKey("data-kept")
                        && !lines.get(ForeignSoftware.SECTION).containsKey("k3s");
        return new K3sFacts(
                notes.containsKey("adopted") || dataIsOurs,
                // The binary's sum comes after it.
                Optional.ofNullable(notes.get("k3s-version")).map(note -> note.split(" ")[0]),
                lines.all("k3s-proxy", line -> line.at(1)));
    }
}
