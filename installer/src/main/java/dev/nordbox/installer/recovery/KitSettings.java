package dev.nordbox.installer.recovery;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.Earlier;
import dev.nordbox.installer.config.Flags;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Manifest;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a kit knows of the box' configuration. */
public final class KitSettings {
    private static final String SOURCE = "the kit";

    private KitSettings() {}

    /** The person's own nordbox.yaml, and what the box followed and trusted. */
    public static Earlier of(Kit kit) {
        Manifest manifest = kit.manifest();
        Flags settings =
                new Flags()
                        .with("name", SOURCE, givenName(manifest))
                        .with("git.hostKey", SOURCE, gitHostKey(kit));
        if (manifest.repository().isPresent()) {
            Manifest.Repository followed = manifest.repository().get();
            settings =
                    settings.with("git.url", SOURCE, said(followed.url()))
                            .with("git.targetRevision", SOURCE, said(followed.targetRevision()))
                            .with("git.path", SOURCE, said(followed.path()));
        }
        return new Earlier(
                kit.small(Kit.CONFIGURATION).map(KitSettings::text),
                "nordbox.yaml of the kit",
                settings);
    }

    /** What a person has to know of the settings that a box comes back with. */
    public static List<Event> warnings(Kit kit) {
        if (kit.small(Kit.CONFIGURATION).isEmpty()) {
            return List.of(
                    warning(
                            "the kit has no settings: the box comes back with defaults",
                            Kit.CONFIGURATION,
                            "name its nordbox.yaml (--config), if there is one"));
        }
        return of(kit).leftOut().entrySet().stream()
                .map(
                        left ->
                                warning(
                                        "names a file of the machine it was said on, and does not"
                                                + " count",
                                        left.getKey(),
                                        left.getValue()))
                .toList();
    }

    /** To be told once the box is back: two boxes of one deploy key do not know of each other. */
    public static Event ofTheLostHost(Kit kit) {
        return new Event.Noted(
                "restore",
                "should the lost host come back (%1$s as of the kit), it would follow the same"
                                .formatted(kit.manifest().host())
                        + " repository with the same deploy key: keep it switched off, or `down`"
                        + " it; where kits go to a store that both reach, it finds out there, with"
                        + " its next kit, and holds");
    }

    private static Event warning(String what, String where, String remedy) {
        return new Event.Warned("restore", new Problem(what, where, remedy));
    }

    /** A box whose name was the address of its host gets that of the new one. */
    private static Optional<String> givenName(Manifest manifest) {
        return said(manifest.box()).filter(name -> !name.equals(address(manifest.host())));
    }

    private static String address(String login) {
        return new BoxConfig.Ssh(login, Optional.empty(), Optional.empty(), Optional.empty())
                .address();
    }

    /** {@code HOST TYPE BASE64}, as the box has pinned it. */
    private static Optional<String> gitHostKey(Kit kit) {
        return kit.small(Kit.KNOWN_HOSTS)
                .flatMap(bytes -> text(bytes).lines().findFirst())
                .map(line -> line.split(" "))
                .filter(words -> words.length >= 3)
                .map(words -> words[1] + " " + words[2]);
    }

    private static Optional<String> said(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
