package dev.nordbox.installer.secret;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.Places.Place;
import dev.nordbox.appliance.seal.SealedItems;
import dev.nordbox.appliance.seal.SealingCertificate;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whoever holds the private keys: key files here, or a box over SSH. */
public final class Desk {

    private static final String ACTIVE = dev.nordbox.appliance.seal.control.KeySecret.ACTIVE;

    /** Takes a request to the keys, see {@link dev.nordbox.appliance.seal.SealingDesk}. */
    @FunctionalInterface
    public interface Channel {
        Map<String, Object> ask(Map<String, Object> request) throws ProblemException;
    }

    /**
     * A key that unseals, newest first in lists.
     *
     * @param seals of those in use it is the newest
     */
    public record Key(
            String fingerprint, Instant notBefore, Instant notAfter, String pem, boolean seals) {}

    /**
     * A Secret of the cluster that holds a key.
     *
     * @param fingerprint {@code ""} when it holds no key that can be read
     * @param label {@code active}, or what takes it out of use
     * @param problem why an active one cannot be used; {@code ""} for nothing
     */
    public record KeySecret(String name, String fingerprint, String label, String problem) {

        boolean isIdle() {
            return !label.equals(ACTIVE) || !problem.isEmpty();
        }

        /** Why it neither seals nor unseals. */
        public String why() {
            return problem.isEmpty()
                    ? "out of use: labelled " + label
                    : "cannot be used: " + problem;
        }
    }

    /**
     * @param keys newest first
     * @param secrets empty for keys from files
     */
    public record Keys(List<Key> keys, List<KeySecret> secrets) {

        /** Name of the Secret that a key lies in. */
        public Optional<String> secretOf(Key key) {
            return secrets.stream()
                    .filter(secret -> !secret.isIdle())
                    .filter(secret -> secret.fingerprint().equals(key.fingerprint()))
                    .map(KeySecret::name)
                    .findFirst();
        }

        /** Those that are broken or out of use. */
        public List<KeySecret> idle() {
            return secrets.stream().filter(KeySecret::isIdle).toList();
        }
    }

    /**
     * What became of the values of one object, by their keys.
     *
     * @param keys fingerprint of the key each is sealed with
     * @param problems why a value does not unseal
     * @param items sealed anew; empty when that was not asked for or one did not unseal
     * @param place where they unseal when that is not where the object says
     */
    public record Answer(
            Map<String, String> keys,
            Map<String, String> problems,
            Map<String, String> items,
            Optional<Place> place) {}

    private final Channel channel;
    private final String name;

    /**
     * @param name for messages: the box, or the file of keys
     */
    public Desk(Channel channel, String name) {
        this.channel = channel;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public Keys keys() throws ProblemException {
        Map<String, Object> answer = channel.ask(Map.of("op", "keys"));
        List<Object> all = Fields.list(answer, "keys");
        List<Key> keys = new ArrayList<>();
        for (Object key : all) {
            keys.add(
                    new Key(
                            text(key, "fingerprint"),
                            Instant.parse(text(key, "notBefore")),
                            Instant.parse(text(key, "notAfter")),
                            text(key, "pem"),
                            // A box of an earlier version says nothing: its first one does.
                            Fields.at(key, "seals").orElse(keys.isEmpty()).equals(true)));
        }
        return new Keys(
                keys,
                Fields.list(answer, "secrets").stream()
                        .map(
                                secret ->
                                        new KeySecret(
                                                text(secret, "secret"),
                                                text(secret, "fingerprint"),
                                                text(secret, "label"),
                                                text(secret, "problem")))
                        .toList());
    }

    /** What seals now. */
    public SealingCertificate certificate() throws ProblemException {
        try {
            Key key =
                    keys().keys().stream()
                            .filter(Key::seals)
                            .findFirst()
                            .orElseThrow(() -> new SealingException("there is no key that seals"));
            return SealingCertificate.parse(key.pem());
        } catch (SealingException e) {
            throw new ProblemException(
                    ExitCode.NOT_SEALED,
                    new Problem(
                            e.getMessage(),
                            name,
                            "run `up` again: it makes the first key; of key files, name one that is in"
                                    + " use"));
        }
    }

    /**
     * @param namespaces that objects may go to
     */
    public List<Answer> inspect(List<SealedItems> objects, Collection<String> namespaces)
            throws ProblemException {
        return ask("inspect", objects, namespaces);
    }

    /**
     * @param namespaces as with {@link #inspect}
     */
    public List<Answer> reseal(List<SealedItems> objects, Collection<String> namespaces)
            throws ProblemException {
        return ask("reseal", objects, namespaces);
    }

    private List<Answer> ask(String op, List<SealedItems> objects, Collection<String> namespaces)
            throws ProblemException {
        if (objects.isEmpty()) {
            return List.of();
        }
        Map<String, Object> answer =
                channel.ask(
                        Map.of(
                                "op",
                                op,
                                "objects",
                                objects.stream().map(SealedItems::toJson).toList(),
                                "namespaces",
                                List.copyOf(namespaces)));
        List<Answer> answers =
                Fields.list(answer, "objects").stream()
                        .map(
                                object ->
                                        new Answer(
                                                texts(object, "keys"),
                                                texts(object, "problems"),
                                                texts(object, "items"),
                                                place(object)))
                        .toList();
        if (answers.size() != objects.size()) {
            throw new ProblemException(
                    ExitCode.UNEXPECTED,
                    new Problem(
                            "%d answers to %d questions".formatted(answers.size(), objects.size()),
                            name,
                            "run `up` again: the controller may be of another version"));
        }
        return answers;
    }

    private static Optional<Place> place(Object object) {
        return Fields.at(object, "place").map(Place::parse);
    }

    private static Map<String, String> texts(Object object, String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        Fields.map(object, field).forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    private static String text(Object object, String field) {
        return Fields.text(object, field).orElse("");
    }
}
