package dev.nordbox.installer.config;

import dev.nordbox.installer.config.Setting.Fields;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was said of a box before, where it was then. What a person says now goes before all of it.
 *
 * @param document its nordbox.yaml, for when there is no other one now; its {@code ssh} led to the
 *     host that it was on, its file names to those of the machine it was said on: none of them
 *     counts
 * @param source where that is from, for messages
 * @param settings what is known without it
 */
public record Earlier(Optional<String> document, String source, Flags settings) {
    /** Of a box that nobody has heard of. */
    public static final Earlier NOTHING = new Earlier(Optional.empty(), "", new Flags());

    /** Settings that name files of the machine they were said on, with what helps without them. */
    private static final Map<String, String> FILES =
            Map.of(
                    "k3s.registries.auth",
                    "name the files in a nordbox.yaml (--config): until then the box pulls without"
                            + " a login",
                    "k3s.images",
                    "name the files in a nordbox.yaml (--config): until then the box pulls those"
                            + " images",
                    "proxy.login",
                    "name the file in a nordbox.yaml (--config): until then the box goes to the proxy"
                            + " without a login",
                    "backup.target.sftp.key",
                    "nothing, where the box may make a key of its own; `up` tells it, for the store",
                    "backup.target.s3.credentials",
                    "`up` asks for them, or name the file in a nordbox.yaml (--config)",
                    "backup.target.s3.ca",
                    "name it in a nordbox.yaml (--config), or the box' kits are refused by a store"
                            + " that its distribution does not trust",
                    "profile.attestation",
                    "name it in a nordbox.yaml (--config): without it nobody attests who runs the"
                            + " server",
                    "templates",
                    "name it in a nordbox.yaml (--config), from a checkout of them: until then the"
                            + " box has nordbox's own");

    /** Which of those its document has, by key, with what helps. */
    public SortedMap<String, String> leftOut() {
        SortedMap<String, String> left = new TreeMap<>();
        Fields said = fields();
        FILES.forEach(
                (key, remedy) -> {
                    if (!said.equals(without(said, key))) {
                        left.put(key, remedy);
                    }
                });
        return left;
    }

    /** Nothing wrong is told of it here: who reads the box' settings hears that. */
    private Fields fields() {
        return document.map(
                        text -> new YamlDocument(source, Path.of(""), new Problems()).parse(text))
                .orElse(new Flags().fields());
    }

    /** What of its document still counts. */
    Fields still(Fields said) {
        Fields rest = said.without("ssh").without("git", "deployKey");
        for (String key : FILES.keySet()) {
            rest = without(rest, key);
        }
        return rest;
    }

    private static Fields without(Fields said, String key) {
        String[] names = key.split("\\.");
        return said.without(names[0], Arrays.copyOfRange(names, 1, names.length));
    }
}
