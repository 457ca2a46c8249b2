package dev.nordbox.installer.kit;

import dev.nordbox.installer.age.Passphrase;
import dev.nordbox.installer.age.Recipient;
import dev.nordbox.installer.age.X25519Identity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A small kit, of which tests change this and that. */
public final class TrialKit {
    public static final Instant CREATED = Instant.parse("2026-11-28T12:00:00Z");

    /** Of the host that it is of. */
    public static final String HOST_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHE7vC0m5DDTlEqzDbSTi0UfPrsLkSUQPQ0PDtLuxQsq";

    public final X25519Identity key = X25519Identity.make(new SecureRandom());
    public final Map<String, byte[]> parts = new TreeMap<>();
    public Manifest facts =
            new Manifest(
                            CREATED,
                            "0.1",
                            "v1.36.4+k3s1",
                            "prod-1",
                            "root@203.0.113.7",
                            "old-node",
                            Optional.of(
                                    new Manifest.Repository(
                                            "git@git.example.no:ops/box.git",
                                            "HEAD",
                                            "",
                                            Optional.of("0123abc"))),
                            List.of())
                    .withSealingKeys(
                            List.of(
                                    new Manifest.SealingKey(
                                            "SHA256:abc", Instant.parse("2026-11-01T00:00:00Z"))));

    public TrialKit() {
        put(Kit.TOKEN, "f".repeat(64));
        put(Kit.SNAPSHOT, "snapshot of etcd\n".repeat(10_000));
        put(Kit.NODE_PASSWORD, "node password");
        put(Kit.SERVER_CA, "the old CA");
        put(Kit.NAMESPACES, "uid-1 kube-system\nuid-2 shop\n");
        put(Kit.HOST_KEYS, HOST_KEY + " root@prod-1\n");
        put(Kit.DEPLOY_KEY, "deploy key of the kit");
        put(
                Kit.KNOWN_HOSTS,
                "git.example.no ssh-ed25519"
                        + " AAAAC3NzaC1lZDI1NTE5AAAAIHE7vC0m5DDTlEqzDbSTi0UfPrsLkSUQPQ0PDtLuxQsq\n");
    }

    public TrialKit put(String path, String text) {
        parts.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** With a volume that is bound to its node, and whose tar is this text. */
    public TrialKit volume(String name, String text) {
        return volume(name, text, stored -> Optional.empty());
    }

    /** The same with this text as what its command has printed. */
    public TrialKit output(String name, String text) {
        return output(name, "pod/db-0", text);
    }

    public TrialKit output(String name, String pod, String text) {
        return volume(
                name,
                text,
                stored ->
                        Optional.of(new Volume.Output(stored, "shop", pod, "pg", List.of("psql"))));
    }

    /** Its volumes are not in any directory of the host that it is of. */
    public TrialKit elsewhere() {
        facts =
                facts.withVolumes(
                        facts.volumes().stream()
                                .map(
                                        v ->
                                                new Volume(
                                                        v.name(),
                                                        v.claim(),
                                                        "nfs",
                                                        "",
                                                        Optional.empty(),
                                                        v.files(),
                                                        v.output(),
                                                        v.left()))
                                .toList());
        return this;
    }

    private TrialKit volume(
            String name, String text, Function<Stored, Optional<Volume.Output>> output) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        SummedOutput sum = new SummedOutput(OutputStream.nullOutputStream());
        try {
            sum.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Stored stored = new Stored("volumes/" + name, bytes.length, sum.part("").sha256());
        put(stored.piece(0), text);
        Optional<Volume.Output> printed = output.apply(stored);
        List<Volume> volumes = new ArrayList<>(facts.volumes());
        volumes.add(
                new Volume(
                        name,
                        "shop/" + name,
                        "local-path",
                        facts.node(),
                        Optional.of(
                                new Volume.Directory(
                                        Volume.ROOT + "/" + name, "777", "0:0", bytes.length)),
                        printed.isPresent() ? Optional.empty() : Optional.of(stored),
                        printed,
                        ""));
        facts = facts.withVolumes(volumes);
        return this;
    }

    public TrialKit without(String path) {
        parts.remove(path);
        return this;
    }

    /** Writes it. */
    public Path in(Path folder) {
        return in(folder.resolve("box.kit"), key.recipient());
    }

    /** Writes it for whoever knows a passphrase. */
    public Path lockedWith(String passphrase, Path folder) {
        return in(folder.resolve("locked.kit"), new Passphrase(passphrase.toCharArray()));
    }

    private Path in(Path file, Recipient recipient) {
        try (KitOutput out =
                new KitOutput(
                        Files.newOutputStream(file),
                        List.of(recipient),
                        new SecureRandom(),
                        CREATED)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                try (OutputStream to = out.part(part.getKey(), "600", part.getValue().length)) {
                    to.write(part.getValue());
                }
            }
            out.finish(facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    public Kit open(Path folder) {
        try {
            return Kit.open(in(folder), List.of(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
