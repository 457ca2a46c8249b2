package dev.nordbox.installer.recovery;

import dev.nordbox.installer.config.Earlier;
import dev.nordbox.installer.config.Flags;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Manifest;
import java.nio.charset.StandardCharsets;
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
        return new Earlier(kit.small(Kit.CONFIGURATION).map(KitSettings::text), settings);
    }

    /** A box whose name was the address of its host gets that of the new one. */
    private static Optional<String> givenName(Manifest manifest) {
        return said(manifest.box()).filter(name -> !manifest.host().contains(name));
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
