package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.RemoteFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the host's node is called: as the host, unless it came from a kit with volumes. These are
 * bound to a node by name, for good, so the new host's node has the name of the lost one.
 */
public final class NodeName {
    static final String FILE = K3sFiles.DROP_INS + "/50-nordbox-node-name.yaml";

    private NodeName() {}

    /** What it is known from. */
    public static FactQuery query() {
        return FactQuery.NOTHING.files(List.of(FILE));
    }

    /** Configuration of k3s; scripts on the host read it, too. */
    static RemoteFile kept(String name) {
        String text =
                "# Volumes are bound to a node of this name.\nnode-name: \"%s\"\n".formatted(name);
        return RemoteFile.of(FILE, text, "0600");
    }

    public static String of(HostFacts facts) {
        Optional<String> former =
                Restoration.formerNode(facts)
                        .filter(
                                name ->
                                        facts.file(FILE)
                                                .map(FileFacts::sha256)
                                                .equals(
                                                        Optional.of(
                                                                FileFacts.sha256(
                                                                        kept(name).content()))));
        return former.orElseGet(() -> facts.machine().hostname().toLowerCase(Locale.ROOT));
    }
}
